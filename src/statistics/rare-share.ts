/**
 * 95 % intervals of a weighed share that may rest on a handful of positives, or on none.
 *
 * @module
 */
import { gammaCdf, gammaQuantile } from './gamma.ts'
import { type Interval } from './interval.ts'
import { normalQuantile } from './normal.ts'
import { type WeightedShare } from './weighted-share.ts'

const TAIL = 0.025

/**
 * The gamma interval of M. Fay and E. Feuer (Stat. in Medicine 16, 1997) for weighed sums of counts:
 * exact where all weights are alike, a real interval where nothing was found, and never too narrow.
 * The variance is that of the design, since where the model is right a good part of the draws are
 * positive and are no Poisson counts.
 */
export function gammaInterval({ value, variance, largestStep }: WeightedShare): Interval {
  const low =
    variance > 0 ? (gammaQuantile((value * value) / variance, TAIL) * variance) / value : value
  const above = value + largestStep
  const spread = variance + largestStep * largestStep
  const high = (gammaQuantile((above * above) / spread, 1 - TAIL) * spread) / above
  return Object.freeze({ value, low: Math.min(low, value), high: Math.min(1, high) })
}

/**
 * Its mid-p form (M. Fay and S. Kim, Biometrical J. 59, 2017): half of the time one more positive is
 * supposed, half of the time none, which takes the excess coverage out. How much that positive would
 * have weighed they take to be the most possible; here it is what positives weigh, one of weight 1
 * supposed among them (Σ weight² over Σ weight): where the model is right most weigh little, and
 * neither the most nor the mean weight over all draws says anything of them. With nothing found the
 * chance of that under a single value is what is asked for, and the interval is the plain one.
 */
export function midPInterval(share: WeightedShare): Interval {
  const { value, variance, meanStep } = share
  if (!(variance > 0)) return value === 0 ? gammaInterval(share) : wilsonInterval(share)
  const step = (variance + meanStep * meanStep) / (value + meanStep)
  const above = value + step
  const spread = variance + step * step
  const cdf = (x: number) =>
    (gammaCdf((value * value) / variance, (x * value) / variance) +
      gammaCdf((above * above) / spread, (x * above) / spread)) /
    2
  const end = (p: number) => {
    let low = 0
    let high = 1
    while (high - low > 1e-12 * high) {
      const middle = (low + high) / 2
      if (cdf(middle) < p) low = middle
      else high = middle
    }
    return high
  }
  return Object.freeze({ value, low: end(TAIL), high: end(1 - TAIL) })
}

/**
 * E. B. Wilson's interval (JASA 22, 1927) with the effective number of draws in the place of their
 * number (E. Korn and B. Graubard, Survey Methodology 24, 1998, who do so with the exact interval).
 */
export function wilsonInterval({ value, effectiveDraws: n }: WeightedShare): Interval {
  const z = normalQuantile(1 - TAIL)
  const centre = (value + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half =
    (z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return Object.freeze({
    value,
    low: value === 0 ? 0 : Math.max(0, centre - half),
    high: value >= 1 ? 1 : Math.min(1, centre + half),
  })
}
