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

/**
 * A share `count` of `size` with the exact interval of C. Clopper and E. Pearson (Biometrika 26,
 * 1934): never too narrow, for gates and alarms.
 *
 * @param tail what may lie beyond each end; for a single bound, what may lie beyond it.
 */
export function exactShareInterval(count: number, size: number, tail = TAIL): Interval {
  // P(X ≥ count) rises with p, and so does 1 − P(X ≤ count)
  const low = count === 0 ? 0 : whereReached(tail, (p) => binomialTail(count, size, p))
  const high = count === size ? 1 : whereReached(1 - tail, (p) => binomialTail(count + 1, size, p))
  return Object.freeze({ value: count / size, low, high })
}

/** P(X ≥ `count`) of a binomial of `size` trials of chance `p`, in (0, 1): the exact one-sided test. */
export function binomialTail(count: number, size: number, p: number): number {
  let logTerm = 0
  for (let k = 1; k <= count; k++) logTerm += Math.log((size - count + k) / k)
  logTerm += count * Math.log(p) + (size - count) * Math.log1p(-p)
  // the terms relative to the first, then that one: no term is lost for being small
  let sum = 0
  let relative = 1
  for (let k = count; k <= size && (k < size * p || relative > 1e-17 * sum); k++) {
    sum += relative
    relative *= ((size - k) / (k + 1)) * (p / (1 - p))
  }
  return Math.exp(logTerm + Math.log(sum))
}

/** Where a rising function of 0..1 comes to `level`, by halving. */
function whereReached(level: number, rising: (p: number) => number): number {
  let low = 0
  let high = 1
  while (high - low > 1e-14) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (rising(middle) < level) low = middle
    else high = middle
  }
  return (low + high) / 2
}
