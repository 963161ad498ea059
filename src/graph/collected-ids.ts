/**
 * Ids that were collected in several heaps, none of them in two, as one dictionary: the rows of the
 * first heap, then those of the second, and so on.
 *
 * @module
 */
import { ENTRY_HEAD, entryPlaces } from './id-heap.ts'
import { Ids, slotsOf } from './ids.ts'

const MOST_BYTES = 0xffffffff
const BATCH = 256

export interface Entries {
  readonly size: number
  /** The words of an `IdHeap`. */
  readonly words: Int32Array
}

export class CollectedIds {
  readonly size: number
  readonly #heaps: readonly Entries[]
  /** For each heap where its entries begin. */
  readonly #places: readonly Uint32Array[]
  /** The first row of each heap. */
  readonly #starts: readonly number[]

  constructor(heaps: readonly Entries[]) {
    this.#heaps = heaps
    this.#places = heaps.map(({ words, size }) => entryPlaces(words, size))
    let size = 0
    this.#starts = heaps.map((heap) => (size += heap.size) - heap.size)
    this.size = size
  }

  /** The hash of the id of each row. */
  hashes(): Int32Array {
    const hashes = new Int32Array(this.size)
    for (let h = 0, row = 0; h < this.#heaps.length; h++) {
      const { words } = this.#heaps[h]
      for (const place of this.#places[h]) hashes[row++] = words[place + 1]
    }
    return hashes
  }

  /** Which of the ids of two rows comes first as bytes: negative if that of `a`, 0 if equal. */
  compare(a: number, b: number): number {
    const [one, other] = [this.#bytesOf(a), this.#bytesOf(b)]
    for (let i = 0; i < one.length && i < other.length; i++) {
      if (one[i] !== other[i]) return one[i] - other[i]
    }
    return one.length - other.length
  }

  /**
   * A dictionary in which row `i` is what is row `order[i]` here. `order` holds each row once.
   *
   * @throws {RangeError} if all ids together reach 4 GiB.
   */
  permuted(order: Uint32Array): Ids {
    const { size } = this
    const offsets = new Uint32Array(size + 1)
    const hashes = new Int32Array(size)
    const bytes = new Uint8Array(this.#byteLength())
    // of a batch the heaps and entries: each loop does one thing, so that waits for memory overlap
    const heaps = new Uint32Array(BATCH)
    const places = new Uint32Array(BATCH)
    for (let first = 0; first < size; first += BATCH) {
      const count = Math.min(BATCH, size - first)
      for (let k = 0; k < count; k++) {
        const row = order[first + k]
        const h = this.#heapOf(row)
        heaps[k] = h
        places[k] = this.#places[h][row - this.#starts[h]]
      }
      for (let k = 0; k < count; k++) {
        const { words } = this.#heaps[heaps[k]]
        hashes[first + k] = words[places[k] + 1]
        offsets[first + k + 1] = words[places[k] + 2]
      }
      for (let k = 0; k < count; k++) {
        const { words } = this.#heaps[heaps[k]]
        let at = offsets[first + k]
        const end = (offsets[first + k + 1] += at)
        for (let from = places[k] + ENTRY_HEAD; at < end; from++) {
          for (let word = words[from], b = 0; b < 4 && at < end; b++, word >>>= 8)
            bytes[at++] = word
        }
      }
    }
    return new Ids({ size, bytes, offsets, slots: slotsOf(hashes) })
  }

  #byteLength(): number {
    let bytes = 0
    for (const [h, { words }] of this.#heaps.entries()) {
      for (const place of this.#places[h]) bytes += words[place + 2]
    }
    if (bytes > MOST_BYTES) throw new RangeError(`ids expected at most 4 GiB in all, got ${bytes}`)
    return bytes
  }

  #heapOf(row: number): number {
    let h = this.#starts.length - 1
    while (row < this.#starts[h]) h--
    return h
  }

  #bytesOf(row: number): Uint8Array {
    const h = this.#heapOf(row)
    return bytesOfEntry(this.#heaps[h].words, this.#places[h][row - this.#starts[h]])
  }
}

/** The bytes of the id whose entry begins at `place`. */
export function bytesOfEntry(words: Int32Array, place: number): Uint8Array {
  const bytes = new Uint8Array(words[place + 2])
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = words[place + ENTRY_HEAD + (i >>> 2)] >>> ((i & 3) * 8)
  }
  return bytes
}
