/**
 * Personalised PageRank by power iteration: the plain way, over the whole graph.
 *
 * It solves the same system as `Push` (see push.ts) and is what push is held against. A node
 * without entries keeps its mass here too.
 *
 * T. Haveliwala, Topic-sensitive PageRank, WWW 2002.
 *
 * @module
 */
import { spreadAll, type Hop } from './hop.ts'
import { checkNodes, type Layers } from './layers.ts'

/** Mass on nodes; a node named twice has both masses. */
export interface Masses {
  readonly rows: ArrayLike<number>
  /** One for each row. */
  readonly weights: ArrayLike<number>
}

export interface PageRankOptions {
  /** Chance that the walk ends at each step, in (0, 1]. */
  readonly alpha?: number // defaults to 0.15
  /** Sum of all errors that may stay, for each unit of mass, in (0, 1). */
  readonly tolerance?: number // defaults to 1e-9
}

/**
 * Closeness of every node to the seeds; it adds up to the mass of the seeds.
 * At most log(tolerance) / log(1 − α) sweeps over all entries (128 with the defaults), fewer where
 * the walk mixes fast.
 *
 * @throws {RangeError} if a row is not a node, the lengths differ, or an option is out of range.
 */
export function personalisedPageRank(
  layers: Layers,
  seeds: Masses,
  { alpha = 0.15, tolerance = 1e-9 }: PageRankOptions = {},
  hop: Hop = spreadAll,
): Float64Array {
  const { order, degrees } = layers
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`"alpha" expected in (0, 1], got ${alpha}`)
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new RangeError(`"tolerance" expected in (0, 1), got ${tolerance}`)
  }
  const restart = restartVector(seeds, alpha, order)
  let mass = 0
  for (let i = 0; i < order; i++) mass += Math.abs(restart[i]) / alpha

  // starting from s itself, k sweeps leave at most 2·(1 − α)ᵏ of the mass in the wrong place
  let current = restart.map((value) => value / alpha)
  let next = new Float64Array(order)
  const shares = new Float64Array(order)
  const sweeps = Math.ceil(Math.log(tolerance / 2) / Math.log(1 - alpha))
  for (let sweep = 0; sweep < sweeps; sweep++) {
    next.set(restart)
    for (let i = 0; i < order; i++) {
      shares[i] = degrees[i] === 0 ? 0 : ((1 - alpha) * current[i]) / degrees[i]
    }
    hop(layers, shares, next)
    let moved = 0
    for (let i = 0; i < order; i++) {
      if (degrees[i] === 0) next[i] += (1 - alpha) * current[i]
      moved += Math.abs(next[i] - current[i])
    }
    ;[current, next] = [next, current]
    // what is still to move is a geometric series of what moved last
    if (moved * (1 - alpha) <= alpha * tolerance * mass) break
  }
  return current
}

function restartVector({ rows, weights }: Masses, alpha: number, order: number): Float64Array {
  if (weights.length !== rows.length) {
    throw new RangeError(`"weights" expected length ${rows.length}, got ${weights.length}`)
  }
  checkNodes('rows', rows, order)
  const restart = new Float64Array(order)
  for (let k = 0; k < rows.length; k++) restart[rows[k]] += alpha * weights[k]
  return restart
}
