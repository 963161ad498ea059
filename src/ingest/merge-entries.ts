/**
 * Number the ids of all parts as one: each distinct id of a part is looked up once, however many
 * rows name it.
 *
 * @module
 */
import { type Entries } from '../graph/collected-ids.ts'
import { type GrowingMemory } from '../graph/growing-memory.ts'
import { ENTRY_HEAD } from '../graph/id-heap.ts'
import { KernelIdHeap } from '../graph/kernel-id-heap.ts'
import { viewOf } from './cells.ts'
import { createIds, entriesOf } from './part.ts'

const BATCH = 1 << 10

export interface EntryLists {
  /** Which of so many shares of all hashes is meant, by the remainder: slots go by the high bits. */
  readonly shard: number
  readonly shards: number
  /** The ids of each part, asked for when they are needed. */
  readonly lists: readonly (() => Entries)[]
  /** For each part where the number of each of its ids goes. */
  readonly numbers: readonly Uint32Array[]
}

/**
 * The ids of one share of all hashes, and in `numbers` of each id of each part `n × shards + shard`,
 * where `n` is its row among the answer's. By a kernel where there is memory for it.
 */
export function mergeEntries(
  { shard, shards, lists, numbers }: EntryLists,
  memory: GrowingMemory | null,
): Entries {
  const heap = createIds(memory)
  const starts = new Int32Array(BATCH)
  const ends = new Int32Array(BATCH)
  const rows = new Uint32Array(BATCH)
  const which = new Uint32Array(BATCH)
  lists.forEach((list, p) => {
    const { words } = list()
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
    const cells = { bytes, view: viewOf(bytes), starts, ends, first: 0, stride: 1 }
    const out = numbers[p]
    let count = 0
    const flush = () => {
      heap.addCells(cells, count, rows, 0)
      for (let k = 0; k < count; k++) out[which[k]] = rows[k] * shards + shard
      count = 0
    }
    for (let place = 0; place < words.length;) {
      const length = words[place + 2]
      if ((words[place + 1] >>> 0) % shards === shard) {
        starts[count] = (place + ENTRY_HEAD) * 4
        ends[count] = starts[count] + length
        which[count++] = words[place]
        if (count === BATCH) flush()
      }
      place = (place + ENTRY_HEAD + ((length + 3) >>> 2) + 7) & ~7
    }
    flush()
  })
  const entries = entriesOf(heap)
  if (heap instanceof KernelIdHeap) heap.end()
  return entries
}

/** Turn what `mergeEntries` wrote into rows: those of the first share, then those of the second … */
export function settleNumbers(numbers: Uint32Array, shares: readonly Entries[]): void {
  const shards = shares.length
  if (shards === 1) return
  let size = 0
  const starts = Uint32Array.from(shares, (entries) => (size += entries.size) - entries.size)
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]
    const shard = number % shards
    numbers[i] = starts[shard] + (number - shard) / shards
  }
}
