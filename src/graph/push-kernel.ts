/**
 * What a push needs to run as a WebAssembly kernel: its arrays in an arena, beside the rows it walks.
 *
 * The kernel is handed one frame, which holds numbers and pointers in the order in which
 * wasm/push.ts declares them. Only frozen layers are served: then rows and degrees stand, the frame
 * is written once and the degrees are copied. Over live layers degrees change with every entry and
 * the records of changes move as they grow, while most runs are a few pushes; there the plain twin
 * walks.
 *
 * @module
 */
import { type Arena } from './arena.ts'
import { bindKernels } from './kernels.ts'
import { type Layers } from './layers.ts'
import { LiveLayers } from './live-layers.ts'

/** The arrays of a push, all by node. */
export interface PushArrays {
  readonly estimates: Float64Array
  /** Residual and threshold, in turn. */
  readonly state: Float64Array
  readonly ring: Uint32Array
  readonly touched: Uint32Array
  readonly moved: Uint32Array
  readonly hasMoved: Uint8Array
}

export interface PushKernel {
  readonly arrays: PushArrays
  /** Head, waiting, touched and moved: as they were before a run, and then as they are after it. */
  readonly counters: Uint32Array
  /** As `Push.run`. */
  readonly run: (mostVisited: number) => number
}

// a frame of three doubles and sixteen pointers and counts, a step of one and six, both padded
const FRAME_BYTES = 88
const STEP_BYTES = 32
const COUNTERS_AT = 24
const LOOK_AHEAD = 32
// estimates, state, degrees, ring, touched, moved, hasMoved
const NODE_BYTES = 8 + 16 + 8 + 4 + 4 + 4 + 1
/** Alignment of eleven arrays, and the two short ones. */
const SPARE_BYTES = 1 << 11

export function plainPushArrays(capacity: number): PushArrays {
  return {
    estimates: new Float64Array(capacity),
    state: new Float64Array(2 * capacity),
    ring: new Uint32Array(capacity),
    touched: new Uint32Array(capacity),
    moved: new Uint32Array(capacity),
    hasMoved: new Uint8Array(capacity),
  }
}

/** Null where the kernel cannot serve: no shared memory, layers elsewhere or live, or no room. */
export function pushKernel(
  layers: Layers,
  arena: Arena,
  alpha: number,
  epsilon: number,
): PushKernel | null {
  const { memory, buffer } = arena
  const { steps, order } = layers
  const needed = order * NODE_BYTES + steps.length * STEP_BYTES + SPARE_BYTES
  if (!memory || layers instanceof LiveLayers || arena.free < needed) return null
  const isHere = (array: ArrayBufferView | null) => array === null || array.buffer === buffer
  const areHere = steps.every(
    ({ csr }) => isHere(csr.starts) && isHere(csr.targets) && isHere(csr.weights),
  )
  if (!areHere) return null

  const arrays = {
    estimates: arena.float64(order),
    state: arena.float64(2 * order),
    ring: arena.uint32(order),
    touched: arena.uint32(order),
    moved: arena.uint32(order),
    hasMoved: arena.uint8(order),
  }
  const degrees = arena.float64(order)
  degrees.set(layers.degrees)
  const firsts = arena.uint32(LOOK_AHEAD)
  const lasts = arena.uint32(LOOK_AHEAD)

  const table = arena.uint8(steps.length * STEP_BYTES)
  for (const [k, { csr, rowsAt, columnsAt, scale }] of steps.entries()) {
    const at = table.byteOffset + k * STEP_BYTES
    new Float64Array(buffer, at, 1)[0] = scale
    const { starts, targets, weights, rows } = csr
    const weightsAt = weights ? weights.byteOffset : 0
    const words = [starts.byteOffset, targets.byteOffset, weightsAt, rows, rowsAt, columnsAt]
    new Uint32Array(buffer, at + 8, words.length).set(words)
  }

  const frame = arena.uint8(FRAME_BYTES).byteOffset
  new Float64Array(buffer, frame, 2).set([alpha, epsilon])
  const counters = new Uint32Array(buffer, frame + COUNTERS_AT, 4)
  const { estimates, state, ring, touched, moved, hasMoved } = arrays
  const columns = [degrees, estimates, state, ring, touched, moved, hasMoved, table, firsts, lasts]
  const words = [order, steps.length, ...columns.map(({ byteOffset }) => byteOffset)]
  new Uint32Array(buffer, frame + COUNTERS_AT + counters.byteLength, words.length).set(words)

  const { push } = bindKernels(memory)
  return { arrays, counters, run: (mostVisited) => push(frame, mostVisited) }
}
