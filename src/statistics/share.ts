/**
 * Shares: so many of so many test accounts.
 *
 * @module
 */
import { type Interval } from './interval.ts'
import { normalQuantile } from './normal.ts'

const TAIL = 0.025

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
