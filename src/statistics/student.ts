import { normalQuantile } from './normal.ts'

/** From here on the expansion is right to 1e-12, and the sum grows long. */
const MANY_DEGREES = 200

/**
 * The quantile of Student's t: where its distribution, a finite sum for a whole number of degrees
 * (M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4), comes to `p`,
 * by halving; from 200 degrees on the first five terms of its expansion around the normal quantile (26.7.5).
 *
 * @throws {RangeError} if `p` is not in (0, 1) or `degrees` not a whole number above 0.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(Number.isInteger(degrees) && degrees > 0)) {
    throw new RangeError(`"degrees" expected a whole number above 0, got ${degrees}`)
  }
  if (degrees >= MANY_DEGREES) return expanded(normalQuantile(p), degrees)
  if (!(p > 0 && p < 1)) throw new RangeError(`"p" expected a number in (0, 1), got ${p}`)
  // on the angle atan(t / √ν), which is bounded whatever t is
  let low = -Math.PI / 2
  let high = Math.PI / 2
  while (high - low > 1e-15) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if ((1 + centralShare(middle, degrees)) / 2 < p) low = middle
    else high = middle
  }
  return Math.tan((low + high) / 2) * Math.sqrt(degrees)
}

/** P(|T| ≤ t), with the sign of the angle. */
function centralShare(angle: number, degrees: number): number {
  const sine = Math.sin(angle)
  const cosine = Math.cos(angle)
  const isOdd = degrees % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = degrees === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

function expanded(z: number, degrees: number): number {
  const square = z * z
  const terms = [
    (square + 1) / 4,
    ((5 * square + 16) * square + 3) / 96,
    (((3 * square + 19) * square + 17) * square - 15) / 384,
    ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
  ]
  return z * terms.reduce((sum, term, k) => sum + term / degrees ** (k + 1), 1)
}
