/**
 * The id dictionary: opaque byte strings to row numbers and back.
 *
 * Open addressing over one byte heap. An id is hashed and compared as bytes, so a reader can hand
 * over a slice of its own buffer and no string is made for an id that is already known. Any bytes
 * are an id, none included; as strings only those that are UTF-8 come back as they went in.
 *
 * The hash has no secret: somebody who may choose a hundred thousand ids can make them collide and
 * an import slow. A table on disk must hash the same tomorrow.
 *
 * @module
 */

const EMPTY = 0xffffffff
/** Ids that `addMany` looks up together: as many as a processor can wait for at once. */
const LOOK_AHEAD = 32
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
  /** Row numbers by hash; a power of two long, never full; `0xffffffff` is empty. */
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
    return this.#addHashed(hashBytes(source, start, end), source, start, end)
  }

  /**
   * The same for `count` ids that lie one after the other in `source`, the i-th ending at `ends[i]`:
   * their rows go to `rows`. A dictionary that outgrows the cache answers twice as fast so: each
   * look-up waits for memory three times (slot, offset, bytes), and here these waits overlap.
   *
   * @throws {RangeError} if the ends do not rise within `source`, or all ids together reach 4 GiB.
   */
  addMany(source: Uint8Array, ends: Uint32Array, count: number, rows: Uint32Array): void {
    const hashes = new Uint32Array(LOOK_AHEAD)
    const places = new Uint32Array(LOOK_AHEAD)
    for (let first = 0; first < count; first += LOOK_AHEAD) {
      const last = Math.min(count, first + LOOK_AHEAD)
      for (let i = first; i < last; i++) {
        const start = i === 0 ? 0 : ends[i - 1]
        if (!(start <= ends[i] && ends[i] <= source.length)) {
          throw new RangeError(
            `expected a range within 0..${source.length}, got ${start}..${ends[i]}`,
          )
        }
        hashes[i - first] = hashBytes(source, start, ends[i])
      }
      this.#fetch(hashes, places, last - first)
      for (let i = first; i < last; i++) {
        rows[i] = this.#addHashed(hashes[i - first], source, i === 0 ? 0 : ends[i - 1], ends[i])
      }
    }
  }

  #addHashed(hash: number, source: Uint8Array, start: number, end: number): number {
    let slot = this.#slotOf(hash, source, start, end)
    const known = this.#slots[slot]
    if (known !== EMPTY) return known

    if (this.#shared) this.#copy()
    // at most half full, so that a probe stays short
    if (this.#size * 2 >= this.#slots.length) {
      this.#rehash(this.#slots.length * 2)
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

  /** The slot that holds the id, or the empty one where it belongs. */
  #slotOf(hash: number, source: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1
    const length = end - start
    let slot = hash & mask
    for (;;) {
      const row = this.#slots[slot]
      if (row === EMPTY) return slot
      const from = this.#offsets[row]
      if (this.#offsets[row + 1] - from === length) {
        let i = 0
        while (i < length && this.#bytes[from + i] === source[start + i]) i++
        if (i === length) return slot
      }
      slot = (slot + 1) & mask
    }
  }

  /**
   * Read what looking up these hashes will read. Within a loop no load waits for the one before it,
   * which is the whole point. What the last one reads is written down so that it is read at all.
   */
  #fetch(hashes: Uint32Array, places: Uint32Array, count: number): void {
    const slots = this.#slots
    const offsets = this.#offsets
    const bytes = this.#bytes
    const mask = slots.length - 1
    for (let k = 0; k < count; k++) places[k] = slots[hashes[k] & mask]
    for (let k = 0; k < count; k++) places[k] = places[k] === EMPTY ? 0 : offsets[places[k]]
    for (let k = 0; k < count; k++) places[k] = bytes[places[k]]
  }

  #copy(): void {
    this.#bytes = this.#bytes.slice()
    this.#offsets = this.#offsets.slice()
    this.#slots = this.#slots.slice()
    this.#shared = false
  }

  #rehash(capacity: number): void {
    const slots = new Uint32Array(capacity).fill(EMPTY)
    const mask = capacity - 1
    for (let row = 0; row < this.#size; row++) {
      let slot = hashBytes(this.#bytes, this.#offsets[row], this.#offsets[row + 1]) & mask
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask
      slots[slot] = row
    }
    this.#slots = slots
  }
}

/** FNV-1a with murmur3's finaliser: FNV alone leaves the low bits, which pick the slot, too alike. */
export function hashBytes(source: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) h = Math.imul(h ^ source[i], 0x01000193)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
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
  if (slots.length <= size || (slots.length & (slots.length - 1)) !== 0) {
    throw new RangeError(`"slots" expected a power of two above ${size}, got ${slots.length}`)
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
