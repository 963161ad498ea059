/**
 * `IdHeap` by a kernel (wasm/ids.ts): the same rows and the same words, in a third of the time.
 *
 * Entries lie in blocks of a memory that several heaps may share. When the slots grow, the room that
 * they had goes back, and blocks are made of it.
 *
 * @module
 */
import { type GrowingMemory, type Region } from './growing-memory.ts'
import { type IdCells, type IdCollector } from './id-heap.ts'

/** As in wasm/ids.ts. */
const BATCH = 256
const TABLE_BYTES = 48
const SLOT_BYTES = 8
/** Ids that do not lie in the memory are copied there, a batch at a time. */
const COPY_BYTES = 1 << 20
const LEAST_BLOCK = 1 << 16
const LEAST_BITS = 8
// fields of the table
const [SLOTS, MASK, SHIFT, SIZE, MOST, NEXT, END, NEEDED] = [0, 1, 2, 3, 4, 5, 6, 7]
const [HASHES, FOUND] = [8, 9]

/** Pointers to the first start and end, and how many bytes on the next ones are. */
interface Places {
  readonly starts: number
  readonly ends: number
  readonly step: number
}

export class KernelIdHeap implements IdCollector {
  readonly #memory: GrowingMemory
  /** All that was taken but slots and blocks. */
  readonly #frame: Region
  readonly #table: Uint32Array
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  readonly #rows: Uint32Array
  #copy: Region | null = null
  #bits = LEAST_BITS
  #slots: Region
  #blocks: Region[] = []
  /** Where the entries of all blocks but the last end, and how many bytes they are. */
  readonly #ended: number[] = []
  #endedBytes = 0

  /** @throws {RangeError} if the memory has no room. */
  constructor(memory: GrowingMemory) {
    this.#memory = memory
    this.#frame = memory.take(64 + BATCH * 4 * 5)
    const arrays = [0, 1, 2, 3, 4].map((k) => this.#frame.at + 64 + BATCH * 4 * k)
    const [hashes, found, starts, ends, rows] = arrays
    this.#table = new Uint32Array(memory.buffer, this.#frame.at, TABLE_BYTES / 4)
    this.#starts = new Int32Array(memory.buffer, starts, BATCH)
    this.#ends = new Int32Array(memory.buffer, ends, BATCH)
    this.#rows = new Uint32Array(memory.buffer, rows, BATCH)
    this.#table.fill(0)
    this.#table[HASHES] = hashes
    this.#table[FOUND] = found
    this.#slots = this.#newSlots()
  }

  get size(): number {
    return this.#table[SIZE]
  }

  get byteLength(): number {
    const block = this.#blocks.at(-1)
    return this.#endedBytes + (block ? this.#table[NEXT] - block.at : 0)
  }

  /** A copy, in memory that threads can share. */
  get words(): Int32Array {
    const words = new Int32Array(new SharedArrayBuffer(this.byteLength))
    let at = 0
    for (const [b, block] of this.#blocks.entries()) {
      const end = this.#ended[b] ?? this.#table[NEXT]
      words.set(new Int32Array(this.#memory.buffer, block.at, (end - block.at) / 4), at)
      at += (end - block.at) / 4
    }
    return words
  }

  addCells(cells: IdCells, count: number, rows: Uint32Array, at: number): void {
    const { bytes, starts, ends, first, stride } = cells
    const isHere = this.#memory.holds(bytes) && this.#memory.holds(starts)
    const own = { starts: this.#starts.byteOffset, ends: this.#ends.byteOffset, step: 4 }
    for (let done = 0; done < count; done += BATCH) {
      const some = Math.min(BATCH, count - done)
      const k = first + done * stride
      if (isHere) {
        const places = {
          starts: starts.byteOffset + 4 * k,
          ends: ends.byteOffset + 4 * k,
          step: 4 * stride,
        }
        this.#add(bytes.byteOffset, places, some)
      } else this.#add(this.#copied(cells, k, some), own, some)
      rows.set(some === BATCH ? this.#rows : this.#rows.subarray(0, some), at + done)
    }
  }

  /** The heap is empty again; what it had is given back. */
  clear(): void {
    for (const block of this.#blocks) this.#memory.give(block)
    this.#memory.give(this.#slots)
    this.#blocks = []
    this.#ended.length = 0
    this.#endedBytes = 0
    this.#table.fill(0, SIZE, HASHES)
    this.#bits = LEAST_BITS
    this.#slots = this.#newSlots()
  }

  /** All that the heap has is given back: it must not be used afterwards. */
  end(): void {
    this.clear()
    for (const region of [this.#frame, this.#slots]) this.#memory.give(region)
    if (this.#copy) this.#memory.give(this.#copy)
  }

  #add(bytes: number, { starts, ends, step }: Places, count: number): void {
    const { addIds } = this.#memory.kernels
    const table = this.#table
    const rows = this.#rows.byteOffset
    for (let done = 0; ;) {
      const from = done * step
      const left = count - done
      done += addIds(
        table.byteOffset,
        bytes,
        starts + from,
        ends + from,
        step,
        left,
        rows + done * 4,
      )
      if (done === count) return
      if (table[SIZE] === table[MOST]) this.#growSlots()
      else this.#addBlock(table[NEEDED])
    }
  }

  /**
   * Copy the bytes of a batch into the memory, and make offsets of ours from where that is. Mostly
   * ids lie side by side, and one copy has them all.
   */
  #copied({ bytes, starts, ends, stride }: IdCells, first: number, count: number): number {
    let low = starts[first]
    let high = ends[first]
    let total = 0
    for (let k = first, i = 0; i < count; i++, k += stride) {
      if (starts[k] < low) low = starts[k]
      if (ends[k] > high) high = ends[k]
      total += ends[k] - starts[k]
    }
    const isOne = high - low <= Math.max(COPY_BYTES, total)
    const room = this.#roomToCopy(isOne ? high - low : total)
    if (isOne) room.set(bytes.subarray(low, high))
    for (let k = first, i = 0, to = 0; i < count; i++, k += stride) {
      if (isOne) to = starts[k] - low
      else room.set(bytes.subarray(starts[k], ends[k]), to)
      this.#starts[i] = to
      this.#ends[i] = to += ends[k] - starts[k]
    }
    return room.byteOffset
  }

  #roomToCopy(bytes: number): Uint8Array {
    if (!this.#copy || this.#copy.bytes < bytes) {
      if (this.#copy) this.#memory.give(this.#copy)
      this.#copy = this.#memory.take(Math.max(LEAST_BLOCK, bytes * 2))
    }
    return new Uint8Array(this.#memory.buffer, this.#copy.at, this.#copy.bytes)
  }

  #addBlock(entryBytes: number): void {
    const table = this.#table
    const wanted = Math.max(LEAST_BLOCK, entryBytes, this.byteLength / 8)
    const block = this.#memory.take(wanted)
    const last = this.#blocks.at(-1)
    if (last) {
      this.#ended.push(table[NEXT])
      this.#endedBytes += table[NEXT] - last.at
    }
    this.#blocks.push(block)
    table[NEXT] = block.at
    table[END] = block.at + block.bytes
  }

  #growSlots(): void {
    const old = this.#slots
    this.#bits++
    this.#slots = this.#newSlots()
    const end = old.at + SLOT_BYTES * 2 ** (this.#bits - 1)
    this.#memory.kernels.moveSlots(this.#table.byteOffset, old.at, end)
    this.#memory.give(old)
  }

  #newSlots(): Region {
    const count = 2 ** this.#bits
    const slots = this.#memory.take(count * SLOT_BYTES)
    new Uint8Array(this.#memory.buffer, slots.at, count * SLOT_BYTES).fill(0)
    this.#table[SLOTS] = slots.at
    this.#table[MASK] = count - 1
    this.#table[SHIFT] = 32 - this.#bits
    // at most three quarters full
    this.#table[MOST] = count * 0.75
    return slots
  }
}
