/**
 * The adversary's own model of the detection, which can be differentiated.
 *
 * A member's closeness is w·z¹ + z², where z¹ is the mean of the seeds over an account's
 * neighbours and z² the mean of z¹: what smoothed propagation says at one and two hops. The
 * derivative by a follow is exact, by both of its ends (Wang and Gong, Attacking graph-based
 * classification via manipulating the graph structure, CCS 2019, attack a linear propagation too).
 *
 * @module
 */
import { isPlanted } from '../planted.ts'
import { type PairColumns } from '../pairs.ts'

/** One hop counts as much as two hops do where half of a member's neighbours are members. */
const ONE_HOP = 2

export interface Surrogate {
  /** The sum of the members' closeness. */
  readonly loss: number
  /** What the loss would gain per unit of a tie between two accounts, to first order. */
  readonly slope: (one: number, other: number) => number
}

export function surrogateOf(
  { sources, targets }: Pick<PairColumns, 'sources' | 'targets'>,
  roles: Uint8Array,
  seeds: Float64Array,
): Surrogate {
  const accounts = roles.length
  const degrees = new Float64Array(accounts)
  for (const ends of [sources, targets]) for (const row of ends) degrees[row]++
  const spread = (from: Float64Array) => {
    const to = new Float64Array(accounts)
    for (let e = 0; e < sources.length; e++) {
      to[sources[e]] += from[targets[e]]
      to[targets[e]] += from[sources[e]]
    }
    return to
  }
  const mean = (from: Float64Array) => spread(from).map((sum, i) => sum / Math.max(1, degrees[i]))
  const one = mean(seeds)
  const two = mean(one)
  // the members that are not known already are whom it is about
  const wanted = Float64Array.from(roles, (role, i) => (isPlanted(role) && seeds[i] === 0 ? 1 : 0))
  const back = spread(wanted.map((weight, i) => weight / Math.max(1, degrees[i])))
  const byOne = wanted.map((weight, i) => ONE_HOP * weight + back[i])
  const half = (i: number, v: number) =>
    (byOne[i] * (seeds[v] - one[i]) + wanted[i] * (one[v] - two[i])) / Math.max(1, degrees[i])
  return {
    loss: wanted.reduce((sum, weight, i) => sum + weight * (ONE_HOP * one[i] + two[i]), 0),
    slope: (i, v) => half(i, v) + half(v, i),
  }
}
