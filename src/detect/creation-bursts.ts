/**
 * When seeds were created, as a density over the platform's clock: bursts on an even ground.
 *
 * f(u) = (1 − s) + s · mean over seeds of k(u − u_seed), a kernel density (Parzen 1962) with a uniform
 * ground, its width and share s chosen by the likelihood of each seed without itself (Habbema et al.,
 * COMPSTAT 1974). On that clock everybody's density is 1, so f is how much likelier a seed is at that time than
 * anybody is.
 *
 * @module
 */
import { lowerBound } from './places.ts'

const WIDTHS = [2 ** -4, 2 ** -5, 2 ** -6, 2 ** -7, 2 ** -8, 2 ** -9, 2 ** -10]
const SHARES = [0.2, 0.4, 0.6, 0.8, 0.95]
/** Natural logarithm of the likelihood: the best of 35 densities is ahead by chance, as pairs vouch for each other. */
const CLEARLY = 8
/** Two who were created on one day are no burst. */
const LEAST_SEEDS = 5

export interface Bursts {
  /**
   * Of a time as `creationRanks` gives it: 1 where nobody knows.
   * @param isSeed whether it is the time of a seed, which does not count for itself.
   */
  likelihoodRatio(rank: number, isSeed?: boolean): number
}

/**
 * Null where seeds (NaN: of unknown time) are as spread as everybody is, or fewer than five are known.
 * n log n for n seeds, and a search among them for each time asked.
 */
export function fitBursts(ranks: Float64Array): Bursts | null {
  const known = ranks.filter((rank) => !Number.isNaN(rank)).toSorted()
  if (known.length < LEAST_SEEDS) return null
  let best = CLEARLY
  let found: Bursts | null = null
  for (const width of WIDTHS) {
    const kernels = kernelSums(known, width)
    const densities = known.map((rank) => (kernels(rank) - 1 / width) / (known.length - 1))
    for (const share of SHARES) {
      let likelihood = 0
      for (const density of densities) likelihood += Math.log(1 - share + share * density)
      if (likelihood <= best) continue
      best = likelihood
      found = {
        likelihoodRatio(rank, isSeed = false) {
          if (Number.isNaN(rank)) return 1
          const sum = isSeed ? kernels(rank) - 1 / width : kernels(rank)
          return 1 - share + (share * sum) / (known.length - (isSeed ? 1 : 0))
        },
      }
    }
  }
  return found
}

/**
 * The sum over `sorted` of the triangular kernel max(0, 1 − |u − rank| / width) / width, from sums of all
 * ranks before each: two searches for each u.
 */
function kernelSums(sorted: Float64Array, width: number): (u: number) => number {
  const before = new Float64Array(sorted.length + 1)
  for (const [k, rank] of sorted.entries()) before[k + 1] = before[k] + rank
  return (u) => {
    const first = lowerBound(sorted, u - width)
    const middle = lowerBound(sorted, u)
    const past = lowerBound(sorted, u + width)
    const distances =
      (middle - first) * u -
      (before[middle] - before[first]) +
      (before[past] - before[middle]) -
      (past - middle) * u
    return Math.max(0, (past - first - distances / width) / width)
  }
}
