/**
 * Ids while they are being collected: a dictionary that is fast to add to, and whose memory is what
 * goes to another thread or to a file as it is.
 *
 * Each id lies in one heap of words as an entry: its row, its hash, its length in bytes, then its
 * bytes padded with zeros, up to a multiple of eight words so that most entries are one line of the
 * cache. A slot holds the hash too, so that only the entry that is meant is ever looked at. All
 * words are signed: what is beyond 31 bits would be no small integer to the engine.
 * `Ids` takes half the memory and is what a platform keeps.
 *
 * @module
 */
import { finished, mixed } from './id-hash.ts'

const EMPTY = -1
/** Ids that are looked up together: as many as a processor can wait for at once, and some. */
const LOOK_AHEAD = 64
/** Words of an entry before its bytes. */
export const ENTRY_HEAD = 3
const TAIL_MASKS = Int32Array.of(-1, 0xff, 0xffff, 0xffffff)

/** Ids that lie in bytes: the `i`-th is `bytes[starts[k]..ends[k]]`, where `k` is `first + i × stride`. */
export interface IdCells {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly first: number
  readonly stride: number
}

/** Ids being collected, by a kernel (`kernel-id-heap.ts`) or here: the words are the same. */
export interface IdCollector {
  readonly size: number
  /** All entries in the order of their rows; good until the next id is added. */
  readonly words: Int32Array
  /** How many bytes those are. */
  readonly byteLength: number
  /**
   * The rows of the first `count` ids of `cells`, new ones being given the next free row. Their rows
   * go to `rows[at..]`.
   *
   * @throws {RangeError} if there is no room for them.
   */
  addCells(cells: IdCells, count: number, rows: Uint32Array, at: number): void
}

export class IdHeap implements IdCollector {
  #size = 0
  #words: Int32Array
  #filled = 0
  /** Where the entry of an id begins, then its hash; in the order of the highest bits of hashes. */
  #slots: Int32Array
  #shift: number
  readonly #starts = new Int32Array(LOOK_AHEAD)
  readonly #ends = new Int32Array(LOOK_AHEAD)
  readonly #hashes = new Int32Array(LOOK_AHEAD)
  readonly #found = new Int32Array(LOOK_AHEAD)
  readonly #sink = new Int32Array(1)

  /** Empty, with room for some ids before it grows. */
  constructor(expected = 256) {
    const bits = Math.max(8, Math.ceil(Math.log2(expected * 1.5)))
    this.#slots = new Int32Array(2 ** (bits + 1)).fill(EMPTY)
    this.#shift = 32 - bits
    this.#words = new Int32Array(Math.max(1 << 10, expected * 8))
  }

  get size(): number {
    return this.#size
  }

  /** All entries in the order of their rows. A view, good until the next id is added. */
  get words(): Int32Array {
    return this.#words.subarray(0, this.#filled)
  }

  get byteLength(): number {
    return this.#filled * 4
  }

  addCells(
    { view, starts, ends, first, stride }: IdCells,
    count: number,
    rows: Uint32Array,
    at: number,
  ): void {
    const some = { starts: this.#starts, ends: this.#ends, hashes: this.#hashes }
    for (let done = 0, k = first; done < count;) {
      const size = Math.min(LOOK_AHEAD, count - done)
      for (let i = 0; i < size; i++, k += stride) {
        some.starts[i] = starts[k]
        some.ends[i] = ends[k]
        some.hashes[i] = hashView(view, starts[k], ends[k])
      }
      this.addMany(view, some.starts, some.ends, some.hashes, size, rows, at + done)
      done += size
    }
  }

  /** The same of ids one after the other whose hashes are known: that of the i-th is `hashes[i]`. */
  addMany(
    source: DataView,
    starts: ArrayLike<number>,
    ends: ArrayLike<number>,
    hashes: Int32Array,
    count: number,
    rows: Uint32Array,
    at: number,
  ): void {
    const found = this.#found
    for (let first = 0; first < count; first += LOOK_AHEAD) {
      const last = Math.min(count, first + LOOK_AHEAD)
      this.#find(hashes, first, last)
      for (let i = first; i < last; i++) {
        const words = this.#words
        const start = starts[i]
        const end = ends[i]
        const entry = found[i - first]
        if (entry >= 0 && words[entry + 2] === end - start) {
          const whole = end - 3
          let from = start
          let k = entry + ENTRY_HEAD
          while (from < whole && words[k] === source.getInt32(from, true)) {
            from += 4
            k++
          }
          if (from >= end || (from >= whole && words[k] === wordAt(source, from, end))) {
            rows[at + i] = words[entry]
            continue
          }
        }
        rows[at + i] = this.#add(source, start, end, hashes[i])
      }
    }
  }

  /**
   * Where the entries of these hashes begin, -1 of those that have none, into `#found`; and read
   * what looking at them will read. No load of a loop waits for the one before it, which is the whole
   * point. What the last reads is written down so that it is read at all.
   */
  #find(hashes: Int32Array, first: number, last: number): void {
    const slots = this.#slots
    const words = this.#words
    const found = this.#found
    const shift = this.#shift
    const mask = slots.length - 1
    for (let i = first; i < last; i++) found[i - first] = slots[(hashes[i] >>> shift) * 2]
    for (let i = first; i < last; i++) {
      const hash = hashes[i]
      let slot = (hash >>> shift) * 2
      while (slots[slot] !== EMPTY && slots[slot + 1] !== hash) slot = (slot + 2) & mask
      found[i - first] = slots[slot]
    }
    let read = 0
    for (let k = 0; k < last - first; k++) if (found[k] >= 0) read ^= words[found[k]]
    this.#sink[0] = read
  }

  #add(source: DataView, start: number, end: number, hash: number): number {
    const length = end - start
    const words = this.#words
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = (hash >>> this.#shift) * 2
    for (;;) {
      const entry = slots[slot]
      if (entry === EMPTY) break
      if (slots[slot + 1] === hash && words[entry + 2] === length) {
        let from = start
        let k = entry + ENTRY_HEAD
        while (from < end && words[k] === wordAt(source, from, end)) {
          from += 4
          k++
        }
        if (from >= end) return words[entry]
      }
      slot = (slot + 2) & mask
    }
    slots[slot] = this.#filled
    slots[slot + 1] = hash
    let k = this.#begin(hash, length)
    for (let from = start; from < end; from += 4) this.#words[k++] = wordAt(source, from, end)
    return this.#size - 1
  }

  /** Begin an entry for the next row; where its bytes go. */
  #begin(hash: number, length: number): number {
    const entry = this.#filled
    const end = (entry + ENTRY_HEAD + ((length + 3) >>> 2) + 7) & ~7
    if (end > this.#words.length) {
      const grown = new Int32Array(Math.max(end, Math.ceil(this.#words.length * 1.6)))
      grown.set(this.#words)
      this.#words = grown
    }
    this.#words[entry] = this.#size++
    this.#words[entry + 1] = hash
    this.#words[entry + 2] = length
    this.#filled = end
    // at most three quarters full of what two words a slot hold
    if (this.#size * 8 > this.#slots.length * 3) this.#rehash()
    return entry + ENTRY_HEAD
  }

  #rehash(): void {
    const old = this.#slots
    const slots = new Int32Array(old.length * 2).fill(EMPTY)
    const mask = slots.length - 1
    const shift = --this.#shift
    // in the order of the old slots the new ones are written from front to back
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === EMPTY) continue
      const hash = old[from + 1]
      let slot = (hash >>> shift) * 2
      while (slots[slot] !== EMPTY) slot = (slot + 2) & mask
      slots[slot] = old[from]
      slots[slot + 1] = hash
    }
    this.#slots = slots
  }
}

/** `hashBytes` of what lies in a view, four bytes at a time. */
export function hashView(source: DataView, start: number, end: number): number {
  let h = 0
  let at = start
  for (const whole = end - 3; at < whole; at += 4) h = mixed(h, source.getInt32(at, true))
  if (at < end) h = mixed(h, wordAt(source, at, end))
  return finished(h, end - start)
}

/** The four bytes at `at`, those from `end` on as zeros. */
function wordAt(source: DataView, at: number, end: number): number {
  if (at + 4 <= end) return source.getInt32(at, true)
  if (at + 4 <= source.byteLength) return source.getInt32(at, true) & TAIL_MASKS[end - at]
  let word = 0
  for (let i = end - 1; i >= at; i--) word = (word << 8) | source.getUint8(i)
  return word
}

/** Where each entry of a heap begins. */
export function entryPlaces(words: Int32Array, size: number): Uint32Array {
  const places = new Uint32Array(size)
  for (let row = 0, at = 0; row < size; row++) {
    places[row] = at
    at = (at + ENTRY_HEAD + ((words[at + 2] + 3) >>> 2) + 7) & ~7
  }
  return places
}
