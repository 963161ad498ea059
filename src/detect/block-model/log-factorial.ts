/**
 * ln n!, fast: it is asked for some hundred times for each account that might move.
 *
 * @module
 */

const TABLE = new Float64Array(1024)
for (let n = 2; n < TABLE.length; n++) TABLE[n] = TABLE[n - 1] + Math.log(n)
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** ln n! of a whole number n ≥ 0: Stirling's series from 1,024 on, to 1e-12 of it. */
export function logFactorial(n: number): number {
  if (n < TABLE.length) return TABLE[n]
  return (n + 0.5) * Math.log(n) - n + HALF_LOG_TWO_PI + 1 / (12 * n)
}

/** ln of how many ways there are to choose `chosen` of `of`. */
export function logChoose(of: number, chosen: number): number {
  return logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen)
}
