/**
 * Intervals of 95 %. The unit is the test account: entries and slates of one account are alike, and
 * counting them as independent would promise more than was measured.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

const RESAMPLES = 2_000
const TAIL = 0.025

/**
 * The bias-corrected and accelerated bootstrap interval of a statistic (B. Efron, Better bootstrap
 * confidence intervals, JASA 82, 1987). The acceleration is the jackknife's; resamples that equal
 * the estimate count half below it, since means of few distinct values often do. When all values are
 * alike it is a point. `tail` is what lies beyond each end, 2.5 % unless said.
 *
 * @throws {RangeError} if there are no values.
 */
export function bcaInterval(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
  random: Random,
  {
    resamples = RESAMPLES,
    tail = TAIL,
  }: { readonly resamples?: number; readonly tail?: number } = {},
): Interval {
  const size = values.length
  if (size === 0) throw new RangeError('"values" expected 1 or more, got 0')
  const value = statistic(values)
  if (values.every((one) => one === values[0])) return { value, low: value, high: value }

  const drawn = Array.from({ length: size }, () => 0)
  const replicates = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < size; i++) drawn[i] = values[random.below(size)]
    return statistic(drawn)
  }).toSorted()
  let below = 0
  for (const replicate of replicates) {
    if (replicate < value) below += 1
    else if (replicate === value) below += 0.5
  }
  // at the very edge the estimate says only "beyond all resamples", and Φ⁻¹ would be infinite
  const share = Math.min(Math.max(below / resamples, 0.5 / resamples), 1 - 0.5 / resamples)
  const z0 = normalQuantile(share)
  const a = jackknifeAcceleration(values, statistic)
  const end = (p: number): number => {
    const z = z0 + normalQuantile(p)
    const corrected = normalCdf(z0 + z / (1 - a * z))
    return replicates[Math.min(resamples - 1, Math.max(0, Math.floor(corrected * resamples)))]
  }
  return { value, low: Math.min(value, end(tail)), high: Math.max(value, end(1 - tail)) }
}

/**
 * The mean of a measure in 0..1 over test accounts. BCa, and no end closer to 0 or 1 than so many
 * accounts can support: had none of n shown anything, the true mean might still be up to
 * 1 − 0.05^(1/n) (zero-event rule), because a kind of account that was not drawn may be flooded.
 * Seeing something is no better evidence than seeing nothing, so the upper end never lies below that,
 * and, by the same rule, the lower end never above 0.05^(1/n).
 */
export function boundedMeanInterval(values: readonly number[], random: Random): Interval {
  const { value, low, high } = bcaInterval(values, mean, random)
  const unseen = zeroEventBound(values.length)
  return Object.freeze({
    value,
    low: Math.min(low, 1 - unseen),
    high: Math.max(high, unseen),
  })
}

/** The largest share that is consistent, at 95 %, with having seen none among `count`. */
export function zeroEventBound(count: number): number {
  return 1 - 0.05 ** (1 / count)
}

/**
 * How many test accounts must see nothing to support a bound of `budget`: 299 for 0.01, 0 for 1, and
 * infinitely many for 0, which no audit can show.
 *
 * @throws {RangeError} if `budget` is not in 0..1.
 */
export function testAccountsFor(budget: number): number {
  if (!(budget >= 0 && budget <= 1)) {
    throw new RangeError(`"budget" expected a number in 0..1, got ${budget}`)
  }
  if (budget === 0) return Infinity
  if (budget === 1) return 0
  return Math.ceil(Math.log(0.05) / Math.log1p(-budget))
}

/** A share `count` of `size` with E. B. Wilson's score interval (JASA 22, 1927). */
export function shareInterval(count: number, size: number): Interval {
  const z = normalQuantile(1 - TAIL)
  const p = count / size
  const centre = (p + (z * z) / (2 * size)) / (1 + (z * z) / size)
  const half =
    (z * Math.sqrt((p * (1 - p)) / size + (z * z) / (4 * size * size))) / (1 + (z * z) / size)
  return Object.freeze({
    value: p,
    low: count === 0 ? 0 : centre - half,
    high: count === size ? 1 : centre + half,
  })
}

export function mean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** Efron 1987, equation 6.6: a sixth of the skewness of the statistic with each value left out. */
function jackknifeAcceleration(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
): number {
  const left = values.map((_, i) => statistic(values.toSpliced(i, 1)))
  const centre = mean(left)
  let squares = 0
  let cubes = 0
  for (const one of left) {
    squares += (centre - one) ** 2
    cubes += (centre - one) ** 3
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}
