/**
 * The share of a population that is positive, from a stratified sample of weighed draws: the estimate
 * of Hansen and Hurwitz (Ann. Math. Stat. 14, 1943), its unbiased variance, its effective sample size.
 *
 * @module
 */

/** Draws of one kind: of a stratum, either its floor or the rest. */
export interface DrawnPart {
  /** Of the whole population, the share that the stratum is. */
  readonly stratumShare: number
  /** Draws of the stratum, of all its parts. */
  readonly stratumDraws: number
  /** Draws of this part, positive or not. */
  readonly draws: number
  /** Weights of its positive draws. */
  readonly positives: readonly number[]
}

export interface WeightedShare {
  readonly value: number
  /** Of `value`, under the way the draws were made. */
  readonly variance: number
  readonly draws: number
  readonly positives: number
  /**
   * Draws of a simple random sample that would be as precise; with no positive, or no variance, the
   * draws that were made.
   */
  readonly effectiveDraws: number
  /** What one more positive draw would add to the value: the most that any could, and the mean. */
  readonly largestStep: number
  readonly meanStep: number
}

/** @param largestWeight that a draw can have. @throws {RangeError} if there are no draws. */
export function weightedShare(parts: readonly DrawnPart[], largestWeight: number): WeightedShare {
  let value = 0
  let variance = 0
  let draws = 0
  let positives = 0
  let largestStep = 0
  let steps = 0
  for (const part of parts) {
    if (part.draws === 0) continue
    // what a draw of weight 1 is of the whole
    const step = part.stratumShare / part.stratumDraws
    let sum = 0
    let squares = 0
    for (const weight of part.positives) {
      sum += weight
      squares += weight * weight
    }
    value += step * sum
    const n = part.draws
    // of a single draw nothing is known about its spread but that it is at most its own square
    const spread = n > 1 ? (squares - (sum * sum) / n) / (n - 1) : squares
    variance += step * step * n * Math.max(0, spread)
    draws += n
    positives += part.positives.length
    steps += step * n
    largestStep = Math.max(largestStep, step * largestWeight)
  }
  if (draws === 0) throw new RangeError('"parts" expected 1 draw or more, got 0')
  const effectiveDraws = variance > 0 && value < 1 ? (value * (1 - value)) / variance : draws
  // of weights that average 1 over all draws
  return { value, variance, draws, positives, effectiveDraws, largestStep, meanStep: steps / draws }
}
