/**
 * Rows that were left out, written beside the workspace: `{file, line, reason}`, one a line, and
 * nothing of the row itself, which may hold what nobody else should read.
 *
 * @module
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A row that was left out, by its line. */
export type RejectedRow = readonly [line: number, reason: string]

/** After so many the file says no more than how many there were. */
export const MOST_REJECTS = 100_000
const CHUNK = 1 << 16

export interface RejectsFile {
  readonly path: string
  readonly rows: number
  write(line: number, reason: string): void
  /** So many more were left out, of which no more is known. */
  count(rows: number): void
  close(): void
}

/** Makes no file before there is something to write; one from an earlier import goes away. */
export function createRejectsFile(workspace: string, name: string): RejectsFile {
  const path = join(workspace, 'rejects', `${name}.ndjson`)
  rmSync(path, { force: true })
  let file = -1
  let pending = ''
  let rows = 0

  function flush(): void {
    if (pending === '') return
    if (file < 0) {
      mkdirSync(dirname(path), { recursive: true })
      file = openSync(path, 'w')
    }
    writeSync(file, pending)
    pending = ''
  }

  return {
    path,
    get rows() {
      return rows
    },
    write(line, reason) {
      rows++
      if (rows > MOST_REJECTS) return
      pending += `${JSON.stringify({ file: name, line, reason })}\n`
      if (pending.length > CHUNK) flush()
    },
    count(more) {
      rows += more
    },
    close() {
      if (rows > MOST_REJECTS) {
        const reason = `${rows - MOST_REJECTS} more rows were left out`
        pending += `${JSON.stringify({ file: name, line: null, reason })}\n`
      }
      flush()
      if (file >= 0) closeSync(file)
      file = -1
    },
  }
}
