/**
 * How good a ranking is against the true answer: for measurements and made-up worlds only.
 *
 * @module
 */

/**
 * Mean of the precision at each relevant row, in the order of the ranking; 0 when nothing is
 * relevant. `isRelevant` holds 1 for each row to be found; those not in the ranking do not count.
 */
export function averagePrecision(ranking: ArrayLike<number>, isRelevant: Uint8Array): number {
  let found = 0
  let sum = 0
  for (let k = 0; k < ranking.length; k++) {
    if (isRelevant[ranking[k]] === 0) continue
    found++
    sum += found / (k + 1)
  }
  return found === 0 ? 0 : sum / found
}

export interface ReviewPoint {
  /** The first so many of the ranking are reviewed. */
  readonly budget: number
  /** Share of them that are relevant; 0 when none is reviewed. */
  readonly precision: number
  /** Share of the relevant ones that are among them; 0 when nothing is relevant. */
  readonly recall: number
}

/** What a review of the first `budgets` of the ranking finds; each at most the ranking's length. */
export function reviewPoints(
  ranking: ArrayLike<number>,
  isRelevant: Uint8Array,
  budgets: readonly number[],
): ReviewPoint[] {
  const foundBy = new Uint32Array(ranking.length + 1)
  for (let k = 0; k < ranking.length; k++) foundBy[k + 1] = foundBy[k] + isRelevant[ranking[k]]
  const relevant = foundBy[ranking.length]
  return budgets.map((wanted) => {
    const budget = Math.min(wanted, ranking.length)
    return {
      budget,
      precision: budget === 0 ? 0 : foundBy[budget] / budget,
      recall: relevant === 0 ? 0 : foundBy[budget] / relevant,
    }
  })
}
