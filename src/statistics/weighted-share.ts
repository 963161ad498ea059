/**
 * The share of a population that is positive, from a stratified sample with one draw in each zone: the
 * estimate of Horvitz and Thompson, its variance, and how unevenly it rests on single draws.
 *
 * @module
 */

/** What was drawn of a stratum. */
export interface DrawnStratum {
  /** Members of the stratum. */
  readonly accounts: number
  /** Draws, for certain ones among them. */
  readonly draws: number
  /** Zones, so the draws that were not certain. */
  readonly zones: number
  /** The positive draws; zone null for the certain ones. */
  readonly positives: readonly { readonly weight: number; readonly zone: number | null }[]
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
  /**
   * What positive draws add to the value, each as far as it was a matter of luck: sums of squares and
   * of cubes.
   */
  readonly squares: number
  readonly cubes: number
  /** What one more positive draw would add: the most that any could, and one of weight 1. */
  readonly largestStep: number
  readonly meanStep: number
}

/**
 * The variance comes from pairs of neighbouring zones, the last three together if their number is odd:
 * collapsed strata (M. Hansen, W. Hurwitz and W. Madow, Sample Survey Methods, 1953). It is too large on
 * average by what neighbours differ in truth: little as a rule, more where a zone has few members.
 *
 * @param largestWeight that a draw can have. @throws {RangeError} if there are no draws.
 */
export function weightedShare(
  strata: readonly DrawnStratum[],
  largestWeight: number,
): WeightedShare {
  const population = strata.reduce((sum, { accounts }) => sum + accounts, 0)
  const draws = strata.reduce((sum, stratum) => sum + stratum.draws, 0)
  if (draws === 0) throw new RangeError('"strata" expected 1 draw or more, got 0')
  let [value, variance, squares, cubes, positives, largestStep] = [0, 0, 0, 0, 0, 0]
  for (const stratum of strata) {
    if (stratum.draws === 0) continue
    // what a draw of weight 1 is of the whole
    const step = stratum.accounts / population / stratum.draws
    const byPair = new Map<number, { zones: number; sum: number; squares: number }>()
    const lastPair = Math.max(0, (stratum.zones >> 1) - 1)
    for (const { weight, zone } of stratum.positives) {
      const adds = step * weight
      value += adds
      positives++
      if (zone === null) continue
      const open = Math.max(0, 1 - stratum.draws / (stratum.accounts * weight))
      squares += open * adds ** 2
      cubes += open * adds ** 3
      const place = Math.min(zone >> 1, lastPair)
      const zones = place < lastPair ? 2 : stratum.zones - 2 * lastPair
      const pair = byPair.get(place) ?? { zones, sum: 0, squares: 0 }
      pair.sum += adds
      pair.squares += adds ** 2
      byPair.set(place, pair)
    }
    for (const { zones, sum, squares: own } of byPair.values()) {
      // of a single draw nothing is known about its spread but that it is at most its own square
      variance += zones > 1 ? Math.max(0, (zones * own - sum * sum) / (zones - 1)) : own
    }
    if (stratum.zones > 0) largestStep = Math.max(largestStep, step * largestWeight)
  }
  // rounding is no spread
  if (variance < 1e-12 * squares) variance = 0
  const effectiveDraws = variance > 0 && value < 1 ? (value * (1 - value)) / variance : draws
  const meanStep = 1 / draws
  return {
    value,
    variance,
    draws,
    positives,
    effectiveDraws,
    squares,
    cubes,
    largestStep,
    meanStep,
  }
}
