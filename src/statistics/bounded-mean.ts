import { type Interval } from './interval.ts'
import { mean } from './mean.ts'
import { zeroEventBound } from './share.ts'
import { studentQuantile } from './student.ts'

const TAIL = 0.025
/** How fast what was seen takes the place of what may not have been: see below. */
const FADING = 0.25

/**
 * The mean of a measure in 0..1 over test accounts, at 95 %: E. B. Wilson's score interval (JASA 22, 1927)
 * with as many independent entries as the accounts are worth (J. Rao, A. Scott, Biometrics 48, 1992), and
 * Student's quantile, since what they are worth is estimated from these few accounts. `n` accounts of which each sees
 * all or nothing are worth n; spread more evenly, with variance v, they are worth n · p(1 − p) / v.
 *
 * Where all are alike, no spread tells anything, and the zero-event rule stands alone: had none of n shown
 * anything, the true mean might still be up to 1 − 0.05^(1/n), because a kind of account that was not drawn
 * may be flooded. It goes on standing while little was seen. An upper end is at least that bound while what
 * was seen is worth no more than one account that saw all, and a share of it, e^(−1/4) for each further such event;
 * and so for lower ends near 1.
 *
 * @throws {RangeError} if there are no values.
 */
export function boundedMeanInterval(values: readonly number[]): Interval {
  const size = values.length
  if (size === 0) throw new RangeError('"values" expected 1 or more, got 0')
  const value = mean(values)
  const unseen = zeroEventBound(size)
  if (values.every((one) => one === values[0])) {
    const low = value * (1 - unseen)
    return Object.freeze({ value, low, high: value + (1 - value) * unseen })
  }
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (size - 1)
  const all = value * (1 - value)
  const worth = Math.max(size, (size * all) / variance)
  const t = studentQuantile(1 - TAIL, size - 1)
  const centre = (value + (t * t) / (2 * worth)) / (1 + (t * t) / worth)
  const half = (t * Math.sqrt(all / worth + (t * t) / (4 * worth * worth))) / (1 + (t * t) / worth)
  const events = worth * Math.min(value, 1 - value)
  const floor = unseen * Math.exp(-FADING * Math.max(0, events - 1))
  return Object.freeze({
    value,
    low: Math.max(0, Math.min(centre - half, 1 - floor)),
    high: Math.min(1, Math.max(centre + half, floor)),
  })
}
