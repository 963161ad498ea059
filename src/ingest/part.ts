/**
 * What a thread makes of some of an import's ranges: rows of numbers, and the dictionaries that say
 * what the numbers mean. A part stands for itself: it needs nothing of any other part, so parts are
 * made side by side, wait in files, and outlive a killed import.
 *
 * @module
 */
import { type Entries } from '../graph/collected-ids.ts'
import { createGrowingMemory, type GrowingMemory } from '../graph/growing-memory.ts'
import { type IdCollector, IdHeap } from '../graph/id-heap.ts'
import { type Ids } from '../graph/ids.ts'
import { KernelIdHeap } from '../graph/kernel-id-heap.ts'
import { viewOf } from './cells.ts'
import { ID_KINDS, type IdKind } from './columns.ts'
import { type RejectedRow } from './rejects.ts'

export type Values = Uint32Array | Float32Array | Float64Array

/** What is known of a range that was read, apart from its rows. */
export interface RangeSummary {
  /** Says which range of which state of which file it is. */
  readonly key: string
  readonly lines: number
  /** Rows that were sound, and those that were not. */
  readonly taken: number
  readonly rejected: number
  /** The first of them; lines count from the start of the range. */
  readonly rejects: readonly RejectedRow[]
}

/** The sound rows of one range. */
export interface Segment extends RangeSummary {
  /** For each column of the stem what is kept of it: rows of the part's dictionary, or numbers. */
  readonly columns: readonly (Values | null)[]
}

export type PartEntries = Readonly<Record<IdKind, Entries>>

export interface Part {
  readonly entries: PartEntries
  readonly segments: readonly Segment[]
}

/** The dictionaries of the part that is being made. */
export interface Heaps extends Readonly<Record<IdKind, IdCollector>> {
  /** Where kernels see to them, and what readers may put there; null where the twins do. */
  readonly memory: GrowingMemory | null
}

export function createHeaps(memory = createGrowingMemory()): Heaps {
  return { ...byKind(() => createIds(memory)), memory }
}

/** One dictionary, empty. */
export function createIds(memory: GrowingMemory | null): IdCollector {
  return memory ? new KernelIdHeap(memory) : new IdHeap()
}

/** The same empty, in the memory that they had. */
export function clearedHeaps(heaps: Heaps): Heaps {
  for (const kind of ID_KINDS) {
    const heap = heaps[kind]
    if (!(heap instanceof KernelIdHeap)) return createHeaps(heaps.memory)
    heap.clear()
  }
  return heaps
}

export function byKind<Value>(make: (kind: IdKind) => Value): Record<IdKind, Value> {
  const [accounts, tags, items, texts] = ID_KINDS.map(make)
  return { accounts, tags, items, texts }
}

export function entriesOf({ size, words }: Entries): Entries {
  return { size, words }
}

export function bytesOfPart(heaps: Heaps, segments: readonly Segment[]): number {
  let bytes = 0
  for (const kind of ID_KINDS) bytes += heaps[kind].byteLength
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
