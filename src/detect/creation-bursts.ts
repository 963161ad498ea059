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

const WIDTHS = [2 ** -4, 2 ** -5, 2 ** -6, 2 ** -7, 2 ** -8, 2 ** -9, 2 ** -10]
const SHARES = [0.2, 0.4, 0.6, 0.8, 0.95]
/** Natural logarithm of the likelihood: the best of 35 densities is ahead by chance, as pairs vouch for each other. */
const CLEARLY = 8
/** Two who were created on one day are no burst. */
const LEAST_SEEDS = 5

export interface Bursts {
  /**
   * Of a time as `creationRanks` gives it: 1 where nobody knows. @param without a seed that does not
   * count, by its place.
   */
  likelihoodRatio(rank: number, without?: number): number
}

/** Null where seeds (NaN: of unknown time) are as spread as everybody is, or fewer than five are known. */
export function fitBursts(ranks: Float64Array): Bursts | null {
  if (ranks.filter((rank) => !Number.isNaN(rank)).length < LEAST_SEEDS) return null
  let best = CLEARLY
  let found: Bursts | null = null
  for (const width of WIDTHS) {
    for (const share of SHARES) {
      const bursts = burstsOf(ranks, width, share)
      let likelihood = 0
      for (const [k, rank] of ranks.entries())
        likelihood += Math.log(bursts.likelihoodRatio(rank, k))
      if (likelihood <= best) continue
      best = likelihood
      found = bursts
    }
  }
  return found
}

function burstsOf(ranks: Float64Array, width: number, share: number): Bursts {
  return {
    likelihoodRatio(rank, without = -1) {
      if (Number.isNaN(rank)) return 1
      let sum = 0
      let others = 0
      for (const [k, seed] of ranks.entries()) {
        if (k === without || Number.isNaN(seed)) continue
        others++
        sum += Math.max(0, 1 - Math.abs(rank - seed) / width) / width
      }
      return others === 0 ? 1 : 1 - share + (share * sum) / others
    },
  }
}
