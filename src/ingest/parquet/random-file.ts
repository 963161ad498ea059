/**
 * A file of which any part can be read.
 *
 * @module
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { fault } from '../fault.ts'
import { WHOLE } from '../range.ts'
import { type OnBytes, readChunks, readFault, type SourceFile } from '../source-file.ts'

export interface RandomFile {
  readonly size: number
  read(start: number, end: number): Uint8Array
  close(): void
}

/** A packed file cannot be read from its end, so it is unpacked into memory: this much at most. */
const MOST_UNPACKED = 1 << 30

/** @throws {InputError} if it cannot be read, or is packed and too large to unpack. */
export async function openRandom(file: SourceFile, onBytes: OnBytes): Promise<RandomFile> {
  return file.isGzipped ? inMemory(await unpack(file, onBytes)) : onDisk(file)
}

async function unpack(file: SourceFile, onBytes: OnBytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of readChunks(file, WHOLE, onBytes)) {
    size += chunk.length
    if (size > MOST_UNPACKED) {
      throw fault(file.path, 'is too large to be read packed; unpack it first.')
    }
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function inMemory(bytes: Uint8Array): RandomFile {
  return {
    size: bytes.length,
    read: (start, end) => bytes.subarray(start, end),
    close() {},
  }
}

function onDisk({ path, size }: SourceFile): RandomFile {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw readFault(path, error)
  }
  return {
    size,
    read(start, end) {
      const bytes = new Uint8Array(end - start)
      try {
        for (let done = 0; done < bytes.length;) {
          const count = readSync(file, bytes, done, bytes.length - done, start + done)
          if (count === 0) throw fault(path, 'became shorter while it was read; import it again.')
          done += count
        }
      } catch (error) {
        throw readFault(path, error)
      }
      return bytes
    },
    close: () => closeSync(file),
  }
}
