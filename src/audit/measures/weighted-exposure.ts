/**
 * Exposure@k with grades in the place of yes and no, and with ranks that count as much as they are
 * looked at:
 *
 *     E = mean over slates of  Σ_{r≤k} w_r · h(i_r)  /  Σ_{r≤k} w_r
 *
 * With w = 1 and h in {0, 1} that is exposure@k. The weights are those of discounted gain, 1 / log2(1 + r)
 * (K. Järvelin, J. Kekäläinen, TOIS 20, 2002): the first place is looked at about three times as
 * long as the tenth. Places that nothing fills count as harmless.
 *
 * @module
 */

export const EQUAL_WEIGHTS: readonly number[] = Object.freeze(Array.from({ length: 10 }, () => 1))
export const POSITION_WEIGHTS: readonly number[] = Object.freeze(
  Array.from({ length: 10 }, (_, k) => 1 / Math.log2(2 + k)),
)

/** @param grades harm of each row, 0..1; a row past its end has none. */
export function weightedExposure(
  slates: readonly ArrayLike<number>[],
  grades: ArrayLike<number>,
  weights: readonly number[],
): number {
  if (slates.length === 0) return 0
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let harm = 0
  for (const slate of slates) {
    for (let k = 0; k < weights.length && k < slate.length; k++) {
      harm += weights[k] * (grades[slate[k]] ?? 0)
    }
  }
  return harm / all / slates.length
}
