/**
 * Power iterations over layouts: sweep, close, and again until nothing moves.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Crew, type JobProgress } from './crew.ts'
import { type SweepLayout } from './sweep-plan.ts'
import { workplace } from './workplace.ts'

/** A layout and where its rows and columns lie among the nodes. */
export interface SweepStep {
  readonly layout: SweepLayout
  readonly rowsAt: number
  readonly columnsAt: number
  readonly scale: number
}

/** Vectors over the nodes, `lanes` of them side by side, in an arena. */
export interface SweepVectors {
  readonly lanes: 1 | 8 | 16
  /** Sums of what was gathered; all zero between iterations but for what a restart puts there. */
  readonly sums: Float32Array
  readonly scores: Float32Array
  /** What a score is multiplied with before it is gathered; one a node. */
  readonly inverses: Float32Array
  /** What is gathered, and what will be in the next iteration. */
  readonly values: readonly [Float32Array, Float32Array]
}

/** How many bytes of arena `vectors` takes. */
export function vectorBytes(order: number, lanes: number): number {
  return order * (16 * lanes + 4) + (1 << 12)
}

export function sweepVectors(arena: Arena, order: number, lanes: 1 | 8 | 16): SweepVectors {
  return {
    lanes,
    sums: arena.float32(order * lanes),
    scores: arena.float32(order * lanes),
    inverses: arena.float32(order),
    values: [arena.float32(order * lanes), arena.float32(order * lanes)],
  }
}

const CHUNKS = 32

/**
 * One iteration: score = base + damping · Σ values over the entries; then the two `values` change
 * places. Returns the sum of |new − old| over all nodes, of each lane.
 */
export function iterate(
  crew: Crew,
  arena: Arena,
  steps: readonly SweepStep[],
  vectors: SweepVectors,
  turn: number,
  { base, damping, end }: { base: number; damping: number; end: number },
  progress: JobProgress | null = null,
): Float64Array {
  const { lanes, sums, scores, inverses } = vectors
  const place = workplace(arena.memory!)
  const values = vectors.values[turn & 1]
  const next = vectors.values[(turn + 1) & 1]
  const mark = arena.mark()
  for (const { layout, rowsAt, columnsAt, scale } of steps) {
    const done = arena.int32(layout.tiles)
    crew.run(
      {
        kind: 'sweep',
        place,
        lanes,
        tiles: layout.tiles,
        counts: layout.counts.byteOffset,
        pieces: layout.pieces.byteOffset,
        offsets: layout.offsets.byteOffset,
        pieceStarts: layout.pieceStarts,
        offsetStarts: layout.offsetStarts,
        values: values.byteOffset + 4 * lanes * columnsAt,
        sums: sums.byteOffset + 4 * lanes * rowsAt,
        scale,
        done,
      },
      layout.tiles * layout.blocks,
      progress,
    )
  }

  const chunks = Math.min(CHUNKS, end)
  // multiples of four rows, so that four are closed at a time
  const bounds = Uint32Array.from({ length: chunks + 1 }, (_, k) =>
    k === chunks ? end : Math.floor((end * k) / chunks / 4) * 4,
  )
  const moved = new Float64Array(lanes)
  const before: readonly number[] = []
  const after = [
    sums.byteOffset,
    scores.byteOffset,
    inverses.byteOffset,
    next.byteOffset,
    base,
    damping,
  ]
  if (lanes === 1) {
    const results = arena.float64(chunks)
    crew.run({ kind: 'rows', place, kernel: 'finishOne', before, bounds, after, results }, chunks)
    for (const result of results) moved[0] += result
  } else {
    const results = arena.float32(chunks * 16)
    crew.run(
      {
        kind: 'rows',
        place,
        kernel: 'finishMany',
        before,
        bounds,
        after: [...after, lanes, results.byteOffset],
        strides: [0, 0, 0, 0, 0, 0, 0, 64],
      },
      chunks,
    )
    for (let k = 0; k < chunks; k++) {
      for (let lane = 0; lane < lanes; lane++) moved[lane] += results[k * 16 + lane]
    }
  }
  arena.release(mark)
  return moved
}
