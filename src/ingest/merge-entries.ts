/**
 * Number the ids of all parts as one: each distinct id of a part is looked up once, however many
 * rows name it.
 *
 * @module
 */
import { type Entries } from '../graph/collected-ids.ts'
import { ENTRY_HEAD, IdHeap } from '../graph/id-heap.ts'
import { entriesOf } from './part.ts'

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
 * where `n` is its row among the answer's.
 */
export function mergeEntries({ shard, shards, lists, numbers }: EntryLists): Entries {
  const most = Math.max(...numbers.map(({ length }) => length))
  const heap = new IdHeap(most / shards)
  const places = new Uint32Array(BATCH)
  const rows = new Uint32Array(BATCH)
  const which = new Uint32Array(BATCH)
  lists.forEach((list, p) => {
    const { words } = list()
    const out = numbers[p]
    let count = 0
    const flush = () => {
      heap.addEntries(words, places, count, rows)
      for (let k = 0; k < count; k++) out[which[k]] = rows[k] * shards + shard
      count = 0
    }
    for (let place = 0; place < words.length;) {
      if ((words[place + 1] >>> 0) % shards === shard) {
        places[count] = place
        which[count++] = words[place]
        if (count === BATCH) flush()
      }
      place = (place + ENTRY_HEAD + ((words[place + 2] + 3) >>> 2) + 7) & ~7
    }
    flush()
  })
  return entriesOf(heap)
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
