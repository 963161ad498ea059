import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** One read call takes at most 2 GiB. */
const MOST_AT_ONCE = 1 << 30

/** A file of any size, in the room made for it. A file that shrinks meanwhile ends in zeros. */
export function readWhole(
  path: string,
  room: (bytes: number) => Uint8Array = (bytes) => new Uint8Array(bytes),
): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = room(fstatSync(file).size)
    readInto(file, bytes)
    return bytes
  } finally {
    closeSync(file)
  }
}

/** The first bytes of a file, as many as there are up to `length`. */
export function readStart(path: string, length: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(length)
    return bytes.subarray(0, readInto(file, bytes))
  } finally {
    closeSync(file)
  }
}

function readInto(file: number, bytes: Uint8Array): number {
  let done = 0
  while (done < bytes.length) {
    const count = readSync(file, bytes, done, Math.min(bytes.length - done, MOST_AT_ONCE), done)
    if (count === 0) break
    done += count
  }
  return done
}
