/**
 * What a thread makes of some of an import's ranges: rows of numbers, and the dictionaries that say
 * what the numbers mean. A part stands for itself: it needs nothing of any other part, so parts are
 * made side by side, wait in files, and outlive a killed import.
 *
 * @module
 */
import { type Entries } from '../graph/collected-ids.ts'
import { IdHeap } from '../graph/id-heap.ts'
import { type Ids } from '../graph/ids.ts'
import { viewOf } from './cells.ts'
import { ID_KINDS, type IdKind } from './columns.ts'

export type Values = Uint32Array | Float32Array | Float64Array

/** The rows of one range of one file. */
export interface Segment {
  /** Place of its file among the files, and of the range in it. */
  readonly file: number
  readonly range: number
  /** Rows that were sound. */
  readonly taken: number
  /** For each column of the stem what is kept of it: rows of the part's dictionary, or numbers. */
  readonly columns: readonly (Values | null)[]
}

export interface Part {
  readonly entries: Readonly<Record<IdKind, Entries>>
  readonly segments: readonly Segment[]
}

export type Heaps = Readonly<Record<IdKind, IdHeap>>

export function createHeaps(): Heaps {
  return byKind(() => new IdHeap())
}

export function byKind<Value>(make: (kind: IdKind) => Value): Record<IdKind, Value> {
  const [accounts, tags, items, texts] = ID_KINDS.map(make)
  return { accounts, tags, items, texts }
}

export function entriesOf({ size, words }: IdHeap): Entries {
  return { size, words }
}

export function bytesOfPart({ entries, segments }: Part): number {
  let bytes = 0
  for (const kind of ID_KINDS) bytes += entries[kind].words.byteLength
  for (const { columns } of segments) {
    for (const column of columns) bytes += column?.byteLength ?? 0
  }
  return bytes
}

/** The ids of a platform as a part has them. */
export function entriesOfIds(ids: Ids): Entries {
  const { size, bytes, offsets } = ids.columns()
  const heap = new IdHeap(size)
  const rows = new Uint32Array(size)
  const ends = offsets.subarray(1)
  heap.addMany(viewOf(bytes), offsets, ends, ids.hashes(), size, rows, 0)
  return entriesOf(heap)
}
