/**
 * How good a ranking is, against labels. Equal scores are one step, so their order cannot flatter.
 *
 * @module
 */

export interface RankingQuality {
  /** Chance that an account to be found scores above another; ties by half. */
  readonly auc: number
  readonly averagePrecision: number
  /** Share of hits among the first as many accounts as there are to be found; ties by their mean. */
  readonly precisionAtBudget: number
}

export const QUALITIES = ['auc', 'averagePrecision', 'precisionAtBudget'] as const

/** Judge `scores` of the accounts in `rows` by `labels` (1 is to be found, anything else is not). */
export function qualityOf(
  scores: Float64Array,
  labels: Uint8Array,
  rows: readonly number[],
): RankingQuality {
  const ranked = rows.toSorted((a, b) => scores[b] - scores[a])
  const wanted = ranked.reduce((sum, row) => sum + (labels[row] === 1 ? 1 : 0), 0)
  const others = ranked.length - wanted
  let found = 0
  let passed = 0
  let pairs = 0
  let averagePrecision = 0
  let withinBudget = 0
  for (let k = 0; k < ranked.length;) {
    let end = k
    let hits = 0
    while (end < ranked.length && scores[ranked[end]] === scores[ranked[k]]) {
      if (labels[ranked[end]] === 1) hits++
      end++
    }
    const misses = end - k - hits
    pairs += hits * (others - passed - misses / 2)
    found += hits
    passed += misses
    averagePrecision += (hits / wanted) * (found / (found + passed))
    const places = Math.min(end, wanted) - Math.min(k, wanted)
    withinBudget += (hits * places) / (end - k)
    k = end
  }
  return {
    auc: pairs / (wanted * others),
    averagePrecision,
    precisionAtBudget: withinBudget / wanted,
  }
}
