/**
 * Ids on their way to a dictionary, gathered so that it looks up many at once.
 *
 * @module
 */
import { type Ids } from '../graph/ids.ts'
import { LONGEST_ID } from './columns.ts'

export interface IdBatch {
  /** Copy an id in; its place in the batch. There must be room. */
  readonly add: (bytes: Uint8Array, start: number, end: number) => number
  /** Give every id its row, which `rows` then holds at its place, and begin anew. */
  readonly flush: () => void
  readonly rows: Uint32Array
}

/** A batch of at most `most` ids. */
export function createIdBatch(ids: Ids, most: number): IdBatch {
  const heap = new Uint8Array(most * LONGEST_ID)
  const ends = new Uint32Array(most)
  const rows = new Uint32Array(most)
  let count = 0
  let filled = 0
  return {
    rows,
    add(bytes, start, end) {
      for (let i = start; i < end; i++) heap[filled++] = bytes[i]
      ends[count] = filled
      return count++
    },
    flush() {
      ids.addMany(heap, ends, count, rows)
      count = 0
      filled = 0
    },
  }
}
