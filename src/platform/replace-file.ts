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
  const partial = `${path}.${process.pid}.partial`
  try {
    const file = openSync(partial, 'w')
    try {
      for (const part of parts) writeWhole(file, part)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
  syncDirectory(dirname(path))
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, MOST_AT_ONCE))
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
