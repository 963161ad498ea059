/**
 * The shares on which the mixture weighs an account: which part of its follows is with members.
 *
 * A grid stands in for the integral over a share: twelve points, closer together where they are
 * small, since a hiding member dilutes its follows by constant factors.
 *
 * @module
 */

export const SHARES: readonly number[] = [
  0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.23, 0.32, 0.43, 0.56, 0.7, 0.85,
]
export const SHARE_COUNT = SHARES.length

/** log(1 - share): what a follow that is not with a member says. */
export const LOG_REST: readonly number[] = SHARES.map((share) => Math.log(1 - share))

/** share / (1 - share). */
export const SHARE_ODDS: readonly number[] = SHARES.map((share) => share / (1 - share))

/** Part of the prior that is not learned, so that no share is ever ruled out. */
const UNLEARNED = 0.3

/** First place in `SHARES` that is at least `least`; the last one if none is. */
export function firstShareFrom(least: number): number {
  let place = 0
  while (place < SHARE_COUNT - 1 && SHARES[place] < least) place++
  return place
}

/**
 * Log of the prior over shares, given membership: mostly what members were seen to have so far,
 * for the rest even. Written to `logPrior`; places before `first` are not filled.
 */
export function fillLogPrior(logPrior: Float64Array, learned: Float64Array, first: number): void {
  let total = 0
  for (let g = first; g < SHARE_COUNT; g++) total += learned[g]
  const even = UNLEARNED / (SHARE_COUNT - first)
  for (let g = first; g < SHARE_COUNT; g++) {
    const seen = total > 0 ? learned[g] / total : 0
    logPrior[g] = Math.log((1 - UNLEARNED) * seen + even)
  }
}
