/**
 * Put a whole file in the place of another at once: after a crash at any moment, one or the other
 * is there, entire.
 *
 * @module
 */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isRunning } from './running-process.ts'

/** One write call takes at most 2 GiB. */
const MOST_AT_ONCE = 1 << 30

/** The file is `parts`, one after the other. */
export function replaceFile(path: string, parts: readonly Uint8Array[]): void {
  const { partial, finish, giveUp } = startReplacing(path)
  try {
    writeAt(partial, 0, parts)
    finish()
  } catch (error) {
    giveUp()
    throw error
  }
}

/** The file is what `write` makes of an empty one at the path it is given. */
export async function replaceFileBy(
  path: string,
  write: (partial: string) => Promise<void>,
): Promise<void> {
  const { partial, finish, giveUp } = startReplacing(path)
  try {
    await write(partial)
    finish()
  } catch (error) {
    giveUp()
    throw error
  }
}

/** Write `parts` one after the other into the file at `path`, from `offset` on. */
export function writeAt(path: string, offset: number, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'r+')
  try {
    for (const bytes of parts) {
      for (let done = 0; done < bytes.length;) {
        const length = Math.min(bytes.length - done, MOST_AT_ONCE)
        const written = writeSync(file, bytes, done, length, offset)
        done += written
        offset += written
      }
    }
  } finally {
    closeSync(file)
  }
}

/** An empty file beside `path`, and how it takes its place. */
function startReplacing(path: string) {
  const partial = `${path}.${process.pid}.partial`
  closeSync(openSync(partial, 'w'))
  return {
    partial,
    finish: () => {
      syncFile(partial)
      renameSync(partial, path)
      syncDirectory(dirname(path))
    },
    giveUp: () => rmSync(partial, { force: true }),
  }
}

/** Whoever wrote it. */
function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Remove what killed processes left of unfinished replacements of `path`. */
export function removePartials(path: string): void {
  const start = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(start) || !name.endsWith('.partial')) continue
    const pid = Number(name.slice(start.length, -'.partial'.length))
    if (!isRunning(pid)) rmSync(join(dirname(path), name), { force: true })
  }
}

/** The rename itself is on disk only when its directory is. */
function syncDirectory(path: string): void {
  let directory: number
  try {
    directory = openSync(path, 'r')
  } catch {
    return // a system that does not open directories syncs renames by itself
  }
  try {
    fsyncSync(directory)
  } catch {
    // the same
  } finally {
    closeSync(directory)
  }
}
