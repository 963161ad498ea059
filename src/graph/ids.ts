/**
 * The id dictionary: opaque byte strings to row numbers and back.
 *
 * Open addressing over one byte heap. An id is hashed and compared as bytes, so a reader can hand
 * over a slice of its own buffer and no string is made for an id that is already known. Any bytes
 * are an id, none included; as strings only those that are UTF-8 come back as they went in.
 *
 * A hash has its slot by its share of all hashes, not by its last bits, so that a table may be of
 * any length: one that no longer grows takes four slots for three ids.
 *
 * @module
 */
import { hashBytes } from './id-hash.ts'

const EMPTY = 0xffffffff
/** Slots for each id in a table that is laid out once. */
const SLOTS_PER_ID = 4 / 3
const ALL_HASHES = 2 ** 32
const encoder = new TextEncoder()
// an id may begin with what looks like a byte order mark, and keeps it
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The arrays of a dictionary: what the graph file stores and a frozen reader needs. */
export interface IdColumns {
  readonly size: number
  /** All ids, one after the other. */
  readonly bytes: Uint8Array
  /** `size + 1` offsets into `bytes`. */
  readonly offsets: Uint32Array
  /** Row numbers by hash; never full; `0xffffffff` is empty. */
  readonly slots: Uint32Array
}

export class Ids {
  #size: number
  #bytes: Uint8Array
  #offsets: Uint32Array
  #slots: Uint32Array
  /** Whether others hold the arrays too: then they are copied before anything is written. */
  #shared: boolean

  /**
   * An empty dictionary, or one over the columns of a stored one, which are never written: it
   * copies them when the first new id comes.
   *
   * @throws {RangeError} if the columns are not those of a dictionary. Whether each id lies in the
   * slot of its hash is not checked: that is what a file's checksum is for.
   */
  constructor(columns?: IdColumns) {
    if (columns) checkColumns(columns)
    this.#size = columns?.size ?? 0
    this.#bytes = columns?.bytes ?? new Uint8Array(1 << 12)
    this.#offsets = columns?.offsets ?? new Uint32Array(1 << 8)
    this.#slots = columns?.slots ?? new Uint32Array(1 << 9).fill(EMPTY)
    this.#shared = columns !== undefined
  }

  get size(): number {
    return this.#size
  }

  /** The row of the id in `source[start..end]`, or -1. */
  findBytes(source: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(source, start, end)
    const row = this.#slots[this.#slotOf(hash, source, start, end)]
    return row === EMPTY ? -1 : row
  }

  /**
   * The row of the id in `source[start..end]`, given the next free row if it is new.
   *
   * @throws {RangeError} if that is not within `source`, or all ids together reach 4 GiB.
   */
  addBytes(source: Uint8Array, start: number, end: number): number {
    if (!(start >= 0 && start <= end && end <= source.length)) {
      throw new RangeError(`expected a range within 0..${source.length}, got ${start}..${end}`)
    }
    const hash = hashBytes(source, start, end)
    let slot = this.#slotOf(hash, source, start, end)
    const known = this.#slots[slot]
    if (known !== EMPTY) return known

    if (this.#shared) this.#copy()
    // at most half full, so that a probe stays short
    if (this.#size * 2 >= this.#slots.length) {
      this.#slots = slotsOf(this.hashes(), this.#slots.length * 2)
      slot = this.#slotOf(hash, source, start, end)
    }
    const row = this.#size
    const from = this.#offsets[row]
    const to = from + (end - start)
    if (to > EMPTY) throw new RangeError(`ids expected at most ${EMPTY} bytes in all, got ${to}`)
    if (to > this.#bytes.length) this.#bytes = grownBytes(this.#bytes, to)
    if (row + 2 > this.#offsets.length) this.#offsets = grownOffsets(this.#offsets)
    for (let i = start, j = from; i < end; i++, j++) this.#bytes[j] = source[i]
    this.#offsets[row + 1] = to
    this.#slots[slot] = row
    this.#size = row + 1
    return row
  }

  /** The row of an id, or -1. */
  find(id: string): number {
    const bytes = encoder.encode(id)
    return this.findBytes(bytes, 0, bytes.length)
  }

  /** The row of an id, given the next free row if it is new. */
  add(id: string): number {
    const bytes = encoder.encode(id)
    return this.addBytes(bytes, 0, bytes.length)
  }

  /** The id of a row. @throws {RangeError} if there is no such row. */
  idOf(row: number): string {
    if (row >>> 0 !== row || row >= this.#size) {
      throw new RangeError(`"row" expected 0..${this.#size - 1}, got ${row}`)
    }
    return decoder.decode(this.#bytes.subarray(this.#offsets[row], this.#offsets[row + 1]))
  }

  /**
   * The columns as they stand, cut to size, without a copy. They stay as they are: this dictionary
   * copies them when the next new id comes.
   */
  columns(): IdColumns {
    this.#shared = true
    const offsets = this.#offsets.subarray(0, this.#size + 1)
    return Object.freeze({
      size: this.#size,
      bytes: this.#bytes.subarray(0, offsets[this.#size]),
      offsets,
      slots: this.#slots,
    })
  }

  /** The hash of each id, as they lie. */
  hashes(): Int32Array {
    const hashes = new Int32Array(this.#size)
    for (let row = 0; row < this.#size; row++) {
      hashes[row] = hashBytes(this.#bytes, this.#offsets[row], this.#offsets[row + 1])
    }
    return hashes
  }

  /** Which of the ids of two rows comes first as bytes: negative if that of `a`, 0 if equal. */
  compare(a: number, b: number): number {
    const aEnd = this.#offsets[a + 1]
    const bEnd = this.#offsets[b + 1]
    let i = this.#offsets[a]
    let j = this.#offsets[b]
    for (; i < aEnd && j < bEnd; i++, j++) {
      if (this.#bytes[i] !== this.#bytes[j]) return this.#bytes[i] - this.#bytes[j]
    }
    return aEnd - i - (bEnd - j)
  }

  /**
   * The same ids in other rows, `rows[i]` being the row here of what is row `i` there, in a table as
   * small as it may be. `rows` holds each row once.
   */
  permuted(rows: Uint32Array): Ids {
    const size = this.#size
    const offsets = new Uint32Array(size + 1)
    const bytes = new Uint8Array(this.#offsets[size])
    const hashes = this.hashes()
    let at = 0
    for (let i = 0; i < size; i++) {
      for (let j = this.#offsets[rows[i]], end = this.#offsets[rows[i] + 1]; j < end; j++) {
        bytes[at++] = this.#bytes[j]
      }
      offsets[i + 1] = at
    }
    const slots = slotsOf(Int32Array.from(rows, (row) => hashes[row]))
    return new Ids({ size, bytes, offsets, slots })
  }

  /** The slot that holds the id, or the empty one where it belongs. */
  #slotOf(hash: number, source: Uint8Array, start: number, end: number): number {
    const capacity = this.#slots.length
    const length = end - start
    let slot = firstSlot(hash, capacity)
    for (;;) {
      const row = this.#slots[slot]
      if (row === EMPTY) return slot
      const from = this.#offsets[row]
      if (this.#offsets[row + 1] - from === length) {
        let i = 0
        while (i < length && this.#bytes[from + i] === source[start + i]) i++
        if (i === length) return slot
      }
      if (++slot === capacity) slot = 0
    }
  }

  #copy(): void {
    this.#bytes = this.#bytes.slice()
    this.#offsets = this.#offsets.slice()
    this.#slots = this.#slots.slice()
    this.#shared = false
  }
}

/** Linear in the ids and slots. With one slot empty, no probe goes round for ever. */
function checkColumns({ size, bytes, offsets, slots }: IdColumns): void {
  if (size >>> 0 !== size) throw new RangeError(`"size" expected a whole number, got ${size}`)
  if (offsets.length !== size + 1) {
    throw new RangeError(`"offsets" expected length ${size + 1}, got ${offsets.length}`)
  }
  if (offsets[0] !== 0) throw new RangeError(`"offsets" expected to start at 0, got ${offsets[0]}`)
  for (let row = 0; row < size; row++) {
    if (offsets[row] > offsets[row + 1]) {
      throw new RangeError(`"offsets" expected to rise, got ${offsets[row]}, ${offsets[row + 1]}`)
    }
  }
  if (offsets[size] !== bytes.length) {
    throw new RangeError(`"bytes" expected length ${offsets[size]}, got ${bytes.length}`)
  }
  if (slots.length <= size) {
    throw new RangeError(`"slots" expected more than ${size}, got ${slots.length}`)
  }
  let filled = 0
  for (let slot = 0; slot < slots.length; slot++) {
    if (slots[slot] === EMPTY) continue
    if (slots[slot] >= size) {
      throw new RangeError(`"slots" expected rows below ${size}, got ${slots[slot]}`)
    }
    filled++
  }
  if (filled !== size) throw new RangeError(`"slots" expected ${size} rows, got ${filled}`)
}

function grownBytes(bytes: Uint8Array, needed: number): Uint8Array {
  const grown = new Uint8Array(Math.max(needed, bytes.length * 2))
  grown.set(bytes)
  return grown
}

function grownOffsets(offsets: Uint32Array): Uint32Array {
  const grown = new Uint32Array(offsets.length * 2)
  grown.set(offsets)
  return grown
}

/** The table of ids with these hashes, laid in the order of their rows: as small as may be unless said. */
export function slotsOf(hashes: Int32Array, capacity = slotCount(hashes.length)): Uint32Array {
  const slots = new Uint32Array(capacity).fill(EMPTY)
  for (let row = 0; row < hashes.length; row++) {
    let slot = firstSlot(hashes[row], capacity)
    while (slots[slot] !== EMPTY) if (++slot === capacity) slot = 0
    slots[slot] = row
  }
  return slots
}

function slotCount(size: number): number {
  return Math.ceil(size * SLOTS_PER_ID) + 1
}

/** Exact, since dividing by a power of two is, and below `capacity`. */
function firstSlot(hash: number, capacity: number): number {
  return Math.floor((hash >>> 0) * (capacity / ALL_HASHES))
}
