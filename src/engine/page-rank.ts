/**
 * PageRank by whole sweeps, for up to sixteen vectors at once, in single precision.
 *
 * The same system and the same start as src/graph/pagerank.ts, its plain twin; gathering instead of
 * spreading, because layers hold both directions and gathering writes each sum once.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { checkNodes, type Layers } from '../graph/layers.ts'
import { type Masses, type PageRankOptions } from '../graph/pagerank.ts'
import { type Crew, type JobProgress } from './crew.ts'
import { iterate, sweepVectors, type SweepStep } from './sweeper.ts'

/** As for the twin, but single precision ends at about 1e-6. */
export interface SweepOptions extends PageRankOptions {
  /** Sum of all errors that may stay, for each unit of mass, in [1e-6, 1). */
  readonly tolerance?: number // defaults to 1e-6
  readonly progress?: JobProgress
}

const PRECISION = 1e-6

/** One vector over all nodes for each of `seeds` (1 to 16); scratch lies in `arena` meanwhile. */
export function sweepPageRanks(
  crew: Crew,
  arena: Arena,
  { order, degrees }: Layers,
  steps: readonly SweepStep[],
  seeds: readonly Masses[],
  { alpha = 0.15, tolerance = PRECISION, progress }: SweepOptions,
): Float32Array[] {
  const damping = 1 - alpha
  const lanes = seeds.length === 1 ? 1 : seeds.length <= 8 ? 8 : 16
  const mark = arena.mark()
  try {
    const vectors = sweepVectors(arena, order, lanes)
    const { scores, inverses, sums, values } = vectors
    for (let node = 0; node < order; node++) inverses[node] = degrees[node] && 1 / degrees[node]
    const masses = seeds.map(({ weights }) =>
      Array.from(weights).reduce((sum, weight) => sum + Math.abs(weight), 0),
    )
    seeds.forEach(({ rows, weights }, lane) => {
      for (let k = 0; k < rows.length; k++) {
        scores[rows[k] * lanes + lane] += weights[k]
        values[0][rows[k] * lanes + lane] += weights[k] * inverses[rows[k]]
      }
    })

    // starting from s itself, k sweeps leave at most 2·(1 − α)ᵏ of the mass in the wrong place
    const sweeps = Math.ceil(Math.log(tolerance / 2) / Math.log(damping))
    for (let turn = 0; turn < sweeps; turn++) {
      // the restart goes in by way of the sums, so that closing needs no vector for it
      seeds.forEach(({ rows, weights }, lane) => {
        for (let k = 0; k < rows.length; k++) {
          sums[rows[k] * lanes + lane] += (alpha * weights[k]) / damping
        }
      })
      const moved = iterate(crew, arena, steps, vectors, turn, { base: 0, damping, end: order })
      progress?.(turn + 1, sweeps)
      // what is still to move is a geometric series of what moved last
      if (masses.every((mass, lane) => moved[lane] * damping <= alpha * tolerance * mass)) break
    }

    return seeds.map(({ rows, weights }, lane) => {
      const result = new Float32Array(order)
      for (let node = 0; node < order; node++) result[node] = scores[node * lanes + lane]
      // a node without entries keeps its mass, and a restart is α of it
      for (let k = 0; k < rows.length; k++) {
        if (degrees[rows[k]] === 0) result[rows[k]] += damping * weights[k]
      }
      return result
    })
  } finally {
    arena.release(mark)
  }
}

/** @throws {RangeError} if a seed is not a node, lengths differ, or an option is out of range. */
export function checkPageRank(
  order: number,
  seeds: readonly Masses[],
  { alpha = 0.15, tolerance = PRECISION }: SweepOptions,
): void {
  if (seeds.length < 1 || seeds.length > 16) {
    throw new RangeError(`"seeds" expected 1..16 sets, got ${seeds.length}`)
  }
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`"alpha" expected in (0, 1), got ${alpha}`)
  if (!(tolerance >= PRECISION && tolerance < 1)) {
    throw new RangeError(`"tolerance" expected in [${PRECISION}, 1), got ${tolerance}`)
  }
  for (const { rows, weights } of seeds) {
    checkNodes('rows', rows, order)
    if (weights.length !== rows.length) {
      throw new RangeError(`"weights" expected length ${rows.length}, got ${weights.length}`)
    }
  }
}
