/**
 * Watching a mean night after night without paying for looking often.
 *
 * A bet against "the mean is at most `budget`": each value x multiplies the stake by
 * 1 + λ·(x − budget), where λ was fixed before x was seen. If the claim holds, the stake is not
 * expected to grow, and the chance that it ever reaches 1/α is at most α (J. Ville, 1939), whenever
 * and however often one looks. λ is the approximate growth-optimal bet of I. Waudby-Smith and
 * A. Ramdas (Estimating means of bounded random variables by betting, JRSS B 86, 2024, section B.3),
 * never so large that one value could lose more than half of the stake.
 *
 * @module
 */

export interface Bet {
  /** What one at the start has become: evidence against the claim; 20 is an alarm at 5 %. */
  readonly stake: number
  /** Values seen. */
  readonly seen: number
  readonly sum: number
  /** Σ (x − mean as it stood)². */
  readonly squares: number
}

export const NEW_BET: Bet = Object.freeze({ stake: 1, seen: 0, sum: 0, squares: 0 })

/** Of a quarter, the largest variance that values in 0..1 can have, one observation. */
const PRIOR_SQUARES = 0.25
const MOST_LOSS = 0.5

/**
 * The bet after one more value in 0..1, of one test account.
 *
 * @throws {RangeError} if the value is not in 0..1 or the budget not in (0, 1).
 */
export function placeBet(bet: Bet, value: number, budget: number): Bet {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`"value" expected a number in 0..1, got ${value}`)
  }
  if (!(budget > 0 && budget < 1)) {
    throw new RangeError(`"budget" expected a number in (0, 1), got ${budget}`)
  }
  const { stake, seen, sum, squares } = bet
  // one imagined value at the budget, so that the first bet is nothing
  const mean = (budget + sum) / (seen + 1)
  const variance = (PRIOR_SQUARES + squares) / (seen + 1)
  const edge = mean - budget
  const lambda = Math.min(Math.max(edge / (variance + edge * edge), 0), MOST_LOSS / budget)
  return Object.freeze({
    stake: stake * (1 + lambda * (value - budget)),
    seen: seen + 1,
    sum: sum + value,
    squares: squares + (value - mean) ** 2,
  })
}

/** Whether the claim that the mean is within the budget is given up, at a false alarm ever of `alpha`. */
export function isAlarm({ stake }: Bet, alpha = 0.05): boolean {
  return stake >= 1 / alpha
}
