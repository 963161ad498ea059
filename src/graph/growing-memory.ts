/**
 * Memory for kernels that do not know beforehand how much they will need: shared WebAssembly memory
 * that grows, whose arrays stay good while it does, and regions in it that are taken and given back.
 *
 * It is shared not for other threads' sake but because the kernels are compiled for shared memory.
 *
 * @module
 */
import { ALIGNMENT, LARGEST_ARENA, RESERVED_BYTES } from './arena.ts'
import { bindKernels, type Kernels } from './kernels.ts'

const PAGE_BYTES = 1 << 16
/** Kernels read a few bytes beyond what they are given. */
const SPARE_BYTES = 64

/** Some of the memory; `at` is a pointer. */
export interface Region {
  readonly at: number
  readonly bytes: number
}

export class GrowingMemory {
  readonly kernels: Kernels
  readonly #memory: WebAssembly.Memory
  /** One for each size it had: all of the same memory. */
  readonly #buffers = new WeakSet<ArrayBufferLike>()
  #used = RESERVED_BYTES
  #free: Region[] = []

  /** @throws {RangeError} where there is no address space left. */
  constructor() {
    this.#memory = new WebAssembly.Memory({
      initial: 2,
      maximum: LARGEST_ARENA / PAGE_BYTES,
      shared: true,
    })
    this.kernels = bindKernels(this.#memory)
    this.#buffers.add(this.#memory.buffer)
  }

  /** All of it as it is now. */
  get buffer(): ArrayBuffer | SharedArrayBuffer {
    return this.#memory.buffer
  }

  /** Whether the array lies here, so that a kernel can read it where it is. */
  holds(array: { readonly buffer: ArrayBufferLike }): boolean {
    return this.#buffers.has(array.buffer)
  }

  /**
   * Where a region of at least so many bytes begins, aligned to lines of the cache; in it may be
   * anything.
   *
   * @throws {RangeError} if no more memory can be had.
   */
  take(bytes: number): Region {
    const size = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
    const f = this.#free.findIndex((region) => region.bytes >= size)
    if (f >= 0) {
      const { at, bytes } = this.#free[f]
      const rest = bytes > size ? [{ at: at + size, bytes: bytes - size }] : []
      this.#free.splice(f, 1, ...rest)
      return { at, bytes: size }
    }
    const end = this.#used + size + SPARE_BYTES
    const has = this.#memory.buffer.byteLength
    if (end > has) this.#grow(end - has)
    const at = this.#used
    this.#used += size
    return { at, bytes: size }
  }

  /** Give a region back. */
  give(region: Region): void {
    const free: Region[] = []
    for (const next of [...this.#free, region].toSorted((a, b) => a.at - b.at)) {
      const last = free.at(-1)
      if (last && last.at + last.bytes === next.at) {
        free[free.length - 1] = { at: last.at, bytes: last.bytes + next.bytes }
      } else free.push(next)
    }
    this.#free = free
  }

  #grow(bytes: number): void {
    const pages = Math.ceil(bytes / PAGE_BYTES)
    this.#memory.grow(pages)
    this.#buffers.add(this.#memory.buffer)
  }
}

/** Null where shared WebAssembly memory is missing or there is no room for its addresses. */
export function createGrowingMemory(): GrowingMemory | null {
  if (typeof WebAssembly === 'undefined' || typeof SharedArrayBuffer === 'undefined') return null
  try {
    return new GrowingMemory()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
