/**
 * Whether probabilities mean what they say: Brier score, calibration error, and a table to see it in.
 *
 * @module
 */

/** What was said of one case: a probability for each class, and which of them was true. */
export interface Said {
  readonly chances: readonly number[]
  readonly truth: number
}

/** Sum over classes of the squared miss, mean of cases (G. Brier, Monthly Weather Review 78, 1950). */
export function brierScore(said: readonly Said[]): number {
  let sum = 0
  for (const { chances, truth } of said) {
    for (const [k, chance] of chances.entries()) sum += (chance - (k === truth ? 1 : 0)) ** 2
  }
  return sum / said.length
}

export interface Bin {
  readonly count: number
  /** Means: of what was said, and of what came true. */
  readonly said: number
  readonly true: number
}

/** Every probability of every class, by tenths. */
export function reliability(said: readonly Said[], bins = 10): Bin[] {
  const sums = Array.from({ length: bins }, () => ({ count: 0, said: 0, true: 0 }))
  for (const { chances, truth } of said) {
    for (const [k, chance] of chances.entries()) {
      const bin = sums[Math.min(bins - 1, Math.floor(chance * bins))]
      bin.count++
      bin.said += chance
      if (k === truth) bin.true++
    }
  }
  return sums.map(({ count, said, true: came }) => ({
    count,
    said: said / count,
    true: came / count,
  }))
}

/** Mean distance of said and true over the bins, each by its cases (M. Naeini and others, AAAI 2015). */
export function calibrationError(said: readonly Said[]): number {
  const bins = reliability(said).filter(({ count }) => count > 0)
  const all = bins.reduce((sum, { count }) => sum + count, 0)
  return bins.reduce((sum, bin) => sum + (bin.count / all) * Math.abs(bin.said - bin.true), 0)
}
