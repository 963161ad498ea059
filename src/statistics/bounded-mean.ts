import { type Random } from '../util/random.ts'
import { bcaInterval } from './bootstrap.ts'
import { type Interval } from './interval.ts'
import { mean } from './mean.ts'
import { zeroEventBound } from './share.ts'

/**
 * The mean of a measure in 0..1 over test accounts. BCa, and no end closer to 0 or 1 than so many
 * accounts can support: had none of n shown anything, the true mean might still be up to
 * 1 − 0.05^(1/n) (zero-event rule), because a kind of account that was not drawn may be flooded.
 * Seeing something is no better evidence than seeing nothing, so the upper end never lies below that,
 * and, by the same rule, the lower end never above 0.05^(1/n).
 */
export function boundedMeanInterval(values: readonly number[], random: Random): Interval {
  const { value, low, high } = bcaInterval(values, mean, random)
  const unseen = zeroEventBound(values.length)
  return Object.freeze({
    value,
    low: Math.min(low, 1 - unseen),
    high: Math.max(high, unseen),
  })
}
