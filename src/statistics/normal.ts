/**
 * The normal distribution.
 *
 * @module
 */

/** Φ(x), by G. Marsaglia, Evaluating the normal distribution, J. Stat. Software 11(4), 2004. */
export function normalCdf(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let sum = x
  let term = x
  for (let n = 3; sum + term !== sum; n += 2) {
    term *= (x * x) / n
    sum += term
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
}

/** Φ⁻¹(p) for p in (0, 1), by halving: it is asked for a few times an interval. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`"p" expected a number in (0, 1), got ${p}`)
  let low = -8
  let high = 8
  while (high - low > 1e-12) {
    const middle = (low + high) / 2
    if (normalCdf(middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
