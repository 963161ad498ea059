/**
 * Pieces of a file that several threads read at once.
 *
 * @module
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { LONGEST_ROW } from './delimited.ts'

/** What `start` and `end` count is for the format to say: bytes, or groups of rows. */
export interface Range {
  readonly start: number
  readonly end: number
  readonly isFirst: boolean
  readonly isLast: boolean
}

export const WHOLE: Range = { start: 0, end: Infinity, isFirst: true, isLast: true }

/** Where a range ends is no place to cut the file, or what it holds needs what came before it. */
export class Undecided extends Error {
  override name = 'Undecided'
}

/** Ranges that begin where `starts` say, the last of which ends at `end`. */
export function rangesFrom(starts: readonly number[], end: number): Range[] {
  return starts.map((start, i) => ({
    start,
    end: starts[i + 1] ?? end,
    isFirst: i === 0,
    isLast: i + 1 === starts.length,
  }))
}

/** Cut a file after line ends, about every `bytes`. Whether a line end is one is for others to say. */
export function cutAtLines(path: string, size: number, bytes: number): Range[] {
  if (size < 2 * bytes) return [WHOLE]
  const starts = [0]
  const file = openSync(path, 'r')
  try {
    const some = new Uint8Array(LONGEST_ROW)
    const count = Math.round(size / bytes)
    for (let i = 1; i < count; i++) {
      const at = Math.floor((size / count) * i)
      const place = some.subarray(0, readSync(file, some, 0, some.length, at)).indexOf(0x0a)
      // no line end for so long: the range before will say what is wrong
      const start = at + (place < 0 ? LONGEST_ROW : place + 1)
      if (start > starts.at(-1)! && start < size) starts.push(start)
    }
  } finally {
    closeSync(file)
  }
  return rangesFrom(starts, Infinity)
}
