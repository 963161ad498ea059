/**
 * The WebAssembly kernels, bound to the memory of an arena. What each does is said at its source in
 * wasm/; all numbers are pointers, counts or rows, and nothing is checked here.
 *
 * @module
 */
import { KERNELS_BASE64 } from './kernels-binary.ts'

type Numbers = readonly number[]

export interface Kernels {
  /** (counts, pieces, offsets, values, sums, scale), for 1, 8 and 16 vectors at once. */
  readonly sweepOne: (...pointers: Numbers) => void
  readonly sweepEight: (...pointers: Numbers) => void
  readonly sweepSixteen: (...pointers: Numbers) => void
  /** (first, end, sums, scores, inverses, next, base, damping); what moved. */
  readonly finishOne: (...pointers: Numbers) => number
  /** (first, end, sums, scores, inverses, next, base, damping, lanes, moved) */
  readonly finishMany: (...pointers: Numbers) => void
  /** (starts, targets, first, end, counts, longOffsets) */
  readonly countPieces: (...pointers: Numbers) => void
  /** (starts, targets, first, end, pieces, pieceCursors, offsets, offsetCursors) */
  readonly placePieces: (...pointers: Numbers) => void
  /** Both: (starts, targets, rowsAt, columnsAt, first, end, parents) */
  readonly plantFirst: (...pointers: Numbers) => void
  readonly hookFirst: (...pointers: Numbers) => void
  /** (starts, targets, rowsAt, columnsAt, first, end, nth, parents) */
  readonly linkNth: (...pointers: Numbers) => void
  /** (starts, targets, rowsAt, columnsAt, first, end, skipped, giant, parents) */
  readonly linkRest: (...pointers: Numbers) => void
  /** (first, end, parents) */
  readonly compress: (...pointers: Numbers) => void
  /** (starts, targets, weights or 0, first, end, values, sums, scale) */
  readonly gatherWide: (...pointers: Numbers) => void
  /** (starts, targets, rows, count, bits) */
  readonly markColumns: (...pointers: Numbers) => void
  /** (bits, bytes); how many bits are set. */
  readonly countBits: (...pointers: Numbers) => number
  /** (frame, mostVisited); how many entries were visited. push-kernel.ts lays the frame out. */
  readonly push: (...pointers: Numbers) => number
  /** (table, bytes, starts, ends, step, count, rows); how many were seen to. kernel-id-heap.ts */
  readonly addIds: (...pointers: Numbers) => number
  /** (table, old, oldEnd) */
  readonly moveSlots: (...pointers: Numbers) => void
  /** (scan, filled, delimiter, width, waiting, most, longest); how many wait. scan-kernel.ts */
  readonly layCells: (...pointers: Numbers) => number
}

let compiled: object | null = null

/** Bind the kernels to `memory`. Compiles once a thread, in about a millisecond. */
export function bindKernels(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(KERNELS_BASE64), (character) => character.charCodeAt(0)),
  )
  // a plain object in the console's types too, which know the browser's WebAssembly
  const { exports }: { exports: object } = new WebAssembly.Instance(compiled, { env: { memory } })
  // the names and arguments are those of wasm/, which the agreement tests hold to
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return exports as Kernels
}
