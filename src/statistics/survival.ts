/**
 * Time to an event that some never reach.
 *
 * @module
 */

/** `isCensored`: watched until `time` and the event had not happened. */
export interface Lifetime {
  readonly time: number
  readonly isCensored: boolean
}

/**
 * The median of the product-limit estimate (Kaplan and Meier 1958): the first time at which no more
 * than half are still without the event. Null when that time was not reached, which the mean of
 * those who did reach it would hide.
 */
export function kaplanMeierMedian(lifetimes: readonly Lifetime[]): number | null {
  const sorted = lifetimes.toSorted((a, b) => a.time - b.time)
  let surviving = 1
  for (let i = 0; i < sorted.length;) {
    const { time } = sorted[i]
    const atRisk = sorted.length - i
    let events = 0
    // who is censored at a time was still watched when the events of that time happened
    for (; i < sorted.length && sorted[i].time === time; i++) if (!sorted[i].isCensored) events++
    surviving *= 1 - events / atRisk
    // products of fractions that come to a half exactly do not always in binary
    if (events > 0 && surviving <= 0.5 + 1e-12) return time
  }
  return null
}
