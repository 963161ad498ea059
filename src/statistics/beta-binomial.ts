/**
 * Counts of trials that lean on each other: a binomial whose chance is itself drawn, of a beta distribution
 * (J. Skellam, J. R. Stat. Soc. B 10, 1948).
 *
 * @module
 */
import { logGamma } from './gamma.ts'

/**
 * P(X ≥ `count`) of `size` trials of mean chance `p` in (0, 1), any two of which have the correlation
 * `leaning` in (0, 1); as it falls towards 0 this is the binomial tail. Linear in the trials at worst.
 */
export function betaBinomialTail(count: number, size: number, p: number, leaning: number): number {
  if (count <= 0) return 1
  if (count > size) return 0
  const weight = (1 - leaning) / leaning
  const [a, b] = [p * weight, (1 - p) * weight]
  const logTerm = logBinomial(size, count) + logBeta(count + a, size - count + b) - logBeta(a, b)
  // the terms relative to the first, then that one: no term is lost for being small
  let sum = 0
  let relative = 1
  for (let k = count; k <= size && (k < size * p || relative > 1e-17 * sum); k++) {
    sum += relative
    relative *= ((size - k) * (k + a)) / ((k + 1) * (size - k - 1 + b))
  }
  return Math.min(1, Math.exp(logTerm + Math.log(sum)))
}

function logBinomial(size: number, count: number): number {
  return logGamma(size + 1) - logGamma(count + 1) - logGamma(size - count + 1)
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}
