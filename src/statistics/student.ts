import { normalQuantile } from './normal.ts'

/**
 * The quantile of Student's t: the first five terms of its expansion around the normal one
 * (M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 1964, 26.7.5). At 2.5 % right to
 * 1e-5 from 10 degrees of freedom on, and to 1 % from 3 on.
 */
export function studentQuantile(p: number, degrees: number): number {
  const z = normalQuantile(p)
  const square = z * z
  const terms = [
    (square + 1) / 4,
    ((5 * square + 16) * square + 3) / 96,
    (((3 * square + 19) * square + 17) * square - 15) / 384,
    ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
  ]
  return z * terms.reduce((sum, term, k) => sum + term / degrees ** (k + 1), 1)
}
