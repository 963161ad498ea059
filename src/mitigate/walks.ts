/**
 * Sums over all walks that click on through recommendation lists, each click with probability 1 − α:
 * with M = (1 − α)·P and F = (I − M)⁻¹, a column side F·b and a row side bᵀ·F.
 *
 * Plain iteration adds M^t·b until what is left is small, which at α = 0.05 takes hundreds of sweeps.
 * But what is left soon has one shape, that of the leading eigenvector, so its sum to infinity is
 * known but for a bound: the span of M^t·b on the column side (M. Puterman, Markov Decision Processes,
 * 1994, 6.6.3), the change of shape in the 1-norm on the row side. Both bounds hold whatever the
 * graph; a graph that mixes only ends sooner, usually after 10 to 40 sweeps. A sweep is O(order · places).
 *
 * @module
 */
import { type RecommendationLists } from './recommendation-lists.ts'

type Lists = Pick<RecommendationLists, 'order' | 'places' | 'shown' | 'shares'>

export interface WalkSum {
  readonly values: Float64Array
  /** No value (column side), or all values together (row side), are further off than this, but for rounding. */
  readonly bound: number
  readonly sweeps: number
}

/** Sweeps after which M^t is below all rounding, at the smallest stopping probability. */
const MOST_SWEEPS = 4_000
export const LEAST_STOPPING = 0.01

/**
 * F·b: what a walk from each node collects on its way, when being at node j gives b[j]. `tolerance`
 * is the largest error of any value.
 *
 * @throws {RangeError} if `stopping` is not in 0.01..1 or `b` is of another length.
 */
export function collected(
  lists: Lists,
  stopping: number,
  b: Float64Array,
  tolerance: number,
): WalkSum {
  const { order, places, shown, shares } = lists
  checkWalk(lists, stopping, b)
  const steps = shares.map((share) => share * (1 - stopping))
  const isFull = isStochastic(lists)
  const values = b.slice()
  // one more slot, always 0: whoever is shown nobody goes there
  let now = new Float64Array(order + 1)
  let next = new Float64Array(order + 1)
  now.set(b)
  const ahead = (1 - stopping) / stopping
  for (let sweeps = 0; ; sweeps++) {
    let low = isFull ? Infinity : 0
    let high = isFull ? -Infinity : 0
    for (let i = 0; i < order; i++) {
      if (now[i] < low) low = now[i]
      if (now[i] > high) high = now[i]
    }
    // of all that is still to come, each value gets between `low` and `high` times `ahead`
    const bound = order === 0 ? 0 : ((high - low) / 2) * ahead
    if (bound <= tolerance || sweeps === MOST_SWEEPS) {
      const rest = order === 0 ? 0 : ((high + low) / 2) * ahead
      for (let i = 0; i < order; i++) values[i] += rest
      return { values, bound, sweeps }
    }
    for (let i = 0, e = 0; i < order; i++) {
      let sum = 0
      for (let t = 0; t < places; t++, e++) sum += steps[t] * now[shown[e]]
      next[i] = sum
      values[i] += sum
    }
    ;[now, next] = [next, now]
  }
}

/**
 * bᵀ·F: how often walks that start at node i with weight b[i] come by each node. `tolerance` is the
 * largest error of all values together.
 *
 * @throws {RangeError} if `stopping` is not in 0.01..1 or `b` is of another length.
 */
export function visited(
  lists: Lists,
  stopping: number,
  b: Float64Array,
  tolerance: number,
): WalkSum {
  const { order, places, shown, shares } = lists
  checkWalk(lists, stopping, b)
  const steps = shares.map((share) => share * (1 - stopping))
  const values = b.slice()
  // one more slot for those who are led nowhere
  let now = new Float64Array(order + 1)
  let next = new Float64Array(order + 1)
  now.set(b)
  for (let sweeps = 0; ; sweeps++) {
    next.fill(0)
    for (let i = 0, e = 0; i < order; i++) {
      const weight = now[i]
      if (weight === 0) e += places
      else for (let t = 0; t < places; t++, e++) next[shown[e]] += weight * steps[t]
    }
    let left = 0
    let turned = 0
    for (let i = 0; i < order; i++) {
      left += Math.abs(next[i])
      turned += Math.abs(next[i] - (1 - stopping) * now[i])
    }
    // leave the rest out, or take it to keep its shape: whichever is surer
    const without = left / stopping
    const shaped = turned / stopping ** 2
    const bound = Math.min(without, shaped)
    if (bound <= tolerance || sweeps === MOST_SWEEPS) {
      const ahead = shaped < without ? (1 - stopping) / stopping : 0
      for (let i = 0; i < order; i++) values[i] += ahead * now[i]
      return { values, bound, sweeps }
    }
    for (let i = 0; i < order; i++) values[i] += next[i]
    ;[now, next] = [next, now]
  }
}

/** Whether everybody has somebody at each place and the shares add up to 1: no walk ends but by stopping. */
function isStochastic({ order, shown, shares }: Lists): boolean {
  const sum = shares.reduce((total, share) => total + share, 0)
  return Math.abs(sum - 1) < 1e-12 && shown.every((node) => node < order)
}

function checkWalk({ order }: Lists, stopping: number, b: Float64Array): void {
  if (!(stopping >= LEAST_STOPPING && stopping <= 1)) {
    throw new RangeError(`"stopping" expected a number in ${LEAST_STOPPING}..1, got ${stopping}`)
  }
  if (b.length !== order) throw new RangeError(`"b" expected length ${order}, got ${b.length}`)
}
