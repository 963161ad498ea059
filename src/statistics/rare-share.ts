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
/** Of the skewed interval: how often the truth may lie below it, and above. */
const BELOW = 0.04
const ABOVE = 0.01

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
 * The interval for a value that rests on many light draws and a few heavy ones, as it does where a model
 * is good but misses some: a gamma distribution that is moved along (K. Pearson's type III), of the
 * variance and the skew of the sum. Its scale is what positives weigh, each counted by its part in the
 * variance; where all weigh alike nothing is moved, and it is the mid-p Poisson interval.
 *
 * Mid-p as M. Fay and S. Kim (Biometrical J. 59, 2017) do it: half of the time one more positive is
 * supposed, half of the time none. Its weight is the scale with a positive of weight 1 among those
 * found, since the heavy ones may just not have been drawn. The tails are unequal: where a heavy one is
 * rarely drawn the value is mostly too small and seldom far too large, so that equal tails hold the
 * truth too often where little is found and too seldom where a model misses some. With nothing found
 * the chance of that is what is asked for, and it is the plain interval.
 */
export function skewedInterval(share: WeightedShare): Interval {
  const { value, squares, cubes, meanStep } = share
  // where no neighbours differ, what draws that know nothing of each other would have
  const variance = share.variance > 0 ? share.variance : squares
  if (!(variance > 0)) {
    // all that was found is certain, and there is more to find unless everybody was drawn
    if (share.largestStep === 0) return Object.freeze({ value, low: value, high: value })
    const none = gammaInterval({ ...share, value: 0, variance: 0 })
    return Object.freeze({ value, low: value, high: Math.min(1, value + none.high) })
  }
  const step = (cubes + meanStep ** 3) / (squares + meanStep ** 2)
  const found = movedGamma(value, variance, cubes / squares)
  const oneMore = movedGamma(
    value + step,
    variance + step ** 2,
    (cubes + step ** 3) / (squares + step ** 2),
  )
  const end = (p: number) => {
    let low = 0
    let high = 1
    while (high - low > 1e-12 * high) {
      const middle = (low + high) / 2
      if ((found(middle) + oneMore(middle)) / 2 < p) low = middle
      else high = middle
    }
    return high
  }
  return Object.freeze({
    value,
    low: Math.min(value, end(BELOW)),
    high: Math.max(value, end(1 - ABOVE)),
  })
}

function movedGamma(mean: number, variance: number, scale: number): (x: number) => number {
  const shape = variance / scale ** 2
  const start = mean - shape * scale
  return (x) => (x > start ? gammaCdf(shape, (x - start) / scale) : 0)
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
