/**
 * What one contact sets off and how long it lasts: exposure slate by slate after it, against what
 * was shown before it.
 *
 * @module
 */

export interface LagCurve {
  /** Mean exposure@10 of each slate after the contact. */
  readonly exposures: readonly number[]
  /** Mean exposure@10 of the slates before; null when nobody looked before. */
  readonly before: number | null
  /**
   * Flood lift: the flood ratio over the share before the contact, each of so many entries with one
   * added, so that nothing seen before leaves it finite. Null when nobody looked before.
   */
  readonly lift: number | null
  /**
   * Slates from the highest exposure until it is first at most half of that: the half-life of what
   * the recommender remembers (Hosseinmardi et al., PNAS 2024). Null when it never is, or never rose.
   */
  readonly halfLifeSlates: number | null
}

interface Counted {
  readonly harmful: number
  readonly entries: number
}

export function lagCurve(
  exposures: readonly number[],
  before: { readonly exposure: number; readonly impressions: Counted } | null,
  last: Counted,
): LagCurve {
  return Object.freeze({
    exposures,
    before: before?.exposure ?? null,
    lift: before && before.impressions.entries > 0 ? lift(before.impressions, last) : null,
    halfLifeSlates: halfLife(exposures),
  })
}

function lift(before: Counted, last: Counted): number {
  return (last.harmful + 1) / ((last.entries / before.entries) * before.harmful + 1)
}

function halfLife(exposures: readonly number[]): number | null {
  const peak = Math.max(0, ...exposures)
  if (peak === 0) return null
  const at = exposures.indexOf(peak)
  const half = exposures.findIndex((exposure, slate) => slate > at && exposure <= peak / 2)
  return half < 0 ? null : half - at
}
