/**
 * One stretch of memory in which the graph, the vectors over it and the kernels' scratch lie side by
 * side: a shared WebAssembly.Memory, so that kernels and other threads read arrays where they are.
 *
 * Allocation only moves a mark; `release(mark)` takes everything back that came after it, as a stack
 * does. What is released must not be read any more, which is the caller's to see to. Pages that
 * nobody touched cost address space and no memory, so an arena may be made larger than is needed.
 *
 * Where shared WebAssembly memory is missing the arena is a plain ArrayBuffer: everything works, and
 * the plain twins of the kernels do the work on one thread.
 *
 * @module
 */

/** The first bytes belong to the kernels' module: its data, its stack, and address 0 as "none". */
export const RESERVED_BYTES = 1 << 16
/** A cache line, and what the sections of a graph file are aligned to. */
export const ALIGNMENT = 64
/**
 * Pointers of wasm32 are 32 bits wide, and so is the length that V8 sends with an array to another
 * thread: one page less than 4 GiB is the most that arrives.
 */
export const LARGEST_ARENA = 2 ** 32 - 2 ** 16

const PAGE_BYTES = 1 << 16

export interface Arena {
  /** Null where shared WebAssembly memory is missing. */
  readonly memory: WebAssembly.Memory | null
  readonly buffer: ArrayBuffer | SharedArrayBuffer
  /** How many bytes are taken, the reserved ones among them. */
  readonly used: number
  /** How many bytes one more array may have. */
  readonly free: number

  // each: zeroes, 64-byte aligned; @throws {RangeError} when the arena has no room for it
  uint8(length: number): Uint8Array
  uint16(length: number): Uint16Array
  uint32(length: number): Uint32Array
  int32(length: number): Int32Array
  float32(length: number): Float32Array
  float64(length: number): Float64Array

  /** Where the next array would start, for `release`. */
  mark(): number
  /**
   * Take back all arrays made since `mark` was taken.
   *
   * @throws {RangeError} if it is not a mark of this arena, or was released already.
   */
  release(mark: number): void
}

const arenas = new WeakMap<ArrayBufferLike, Arena>()

/**
 * An arena with room for `bytes` of arrays; rounded up to whole pages of 64 KiB. It never grows,
 * because growing shared memory would leave every array that was made before it behind.
 *
 * @throws {RangeError} if `bytes` is not a number of bytes below 4 GiB, or cannot be had.
 */
export function createArena(bytes: number): Arena {
  const largest = LARGEST_ARENA - RESERVED_BYTES
  if (!(bytes >= 0 && bytes <= largest)) {
    throw new RangeError(`"bytes" expected 0..${largest} (wasm32 ends at 4 GiB), got ${bytes}`)
  }
  const pages = Math.ceil((bytes + RESERVED_BYTES) / PAGE_BYTES)
  const memory = sharedMemory(pages)
  const buffer = memory ? memory.buffer : new ArrayBuffer(pages * PAGE_BYTES)
  const arena = new BumpArena(memory, buffer)
  arenas.set(buffer, arena)
  return arena
}

/** The arena that `array` lies in, or null. */
export function arenaOf(array: { readonly buffer: ArrayBufferLike }): Arena | null {
  return arenas.get(array.buffer) ?? null
}

function sharedMemory(pages: number): WebAssembly.Memory | null {
  if (typeof WebAssembly === 'undefined' || typeof SharedArrayBuffer === 'undefined') return null
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
}

class BumpArena implements Arena {
  readonly memory: WebAssembly.Memory | null
  readonly buffer: ArrayBuffer | SharedArrayBuffer
  #used = RESERVED_BYTES
  /** Below lie bytes that somebody may have written to; above, all are still zero. */
  #touched = RESERVED_BYTES

  constructor(memory: WebAssembly.Memory | null, buffer: ArrayBuffer | SharedArrayBuffer) {
    this.memory = memory
    this.buffer = buffer
  }

  get used(): number {
    return this.#used
  }

  get free(): number {
    return this.buffer.byteLength - aligned(this.#used)
  }

  uint8(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.#take(length, 1), length)
  }

  uint16(length: number): Uint16Array {
    return new Uint16Array(this.buffer, this.#take(length, 2), length)
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.buffer, this.#take(length, 4), length)
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.buffer, this.#take(length, 4), length)
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.buffer, this.#take(length, 4), length)
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.buffer, this.#take(length, 8), length)
  }

  mark(): number {
    return this.#used
  }

  release(mark: number): void {
    if (!(mark >= RESERVED_BYTES && mark <= this.#used)) {
      throw new RangeError(`"mark" expected ${RESERVED_BYTES}..${this.#used}, got ${mark}`)
    }
    this.#used = mark
  }

  #take(length: number, bytesEach: number): number {
    const start = aligned(this.#used)
    const end = start + length * bytesEach
    if (!(Number.isInteger(length) && length >= 0)) {
      throw new RangeError(`"length" expected a whole number ≥ 0, got ${length}`)
    }
    if (end > this.buffer.byteLength) {
      throw new RangeError(
        `"length" expected at most ${Math.max(0, Math.floor(this.free / bytesEach))} ` +
          `(${this.free} bytes left of ${this.buffer.byteLength}), got ${length}`,
      )
    }
    this.#used = end
    if (start < this.#touched) {
      new Uint8Array(this.buffer, start, Math.min(end, this.#touched) - start).fill(0)
    }
    this.#touched = Math.max(this.#touched, end)
    return start
  }
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT
}
