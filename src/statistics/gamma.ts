/**
 * The gamma distribution, for counts and what is weighed like them.
 *
 * @module
 */

/** Lanczos, g = 7, nine terms (C. Lanczos, SIAM J. Numer. Anal. B 1, 1964). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  let sum = LANCZOS[0]
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k] / (x - 1 + k)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * P(X ≤ x) of a gamma variable of this shape and scale 1: the series below the middle, Lentz's
 * continued fraction above it (Abramowitz and Stegun 6.5.29 and 6.5.31).
 */
export function gammaCdf(shape: number, x: number): number {
  if (x <= 0) return 0
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  if (x < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let n = 1; term > sum * 1e-16; n++) {
      term *= x / (shape + n)
      sum += term
    }
    return Math.min(1, front * sum)
  }
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 100_000; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return Math.max(0, 1 - front * fraction)
}

/**
 * Where a gamma variable of this shape and scale 1 lies with probability `p`, by halving.
 *
 * @throws {RangeError} if `shape` is not above 0 or `p` not in (0, 1).
 */
export function gammaQuantile(shape: number, p: number): number {
  if (!(shape > 0 && Number.isFinite(shape))) {
    throw new RangeError(`"shape" expected a number above 0, got ${shape}`)
  }
  if (!(p > 0 && p < 1)) throw new RangeError(`"p" expected a number in (0, 1), got ${p}`)
  let low = 0
  let high = shape + 1
  while (gammaCdf(shape, high) < p) high *= 2
  for (;;) {
    const middle = (low + high) / 2
    if (high - low <= 1e-13 * high || middle === low || middle === high) return middle
    if (gammaCdf(shape, middle) < p) low = middle
    else high = middle
  }
}
