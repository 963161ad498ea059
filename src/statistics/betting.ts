/**
 * Watching a mean night after night without paying for looking often.
 *
 * A bet against "the mean is at most `budget`": each value x multiplies a stake by 1 + λ·(x − budget). If
 * the claim holds, no stake is expected to grow, and the chance that it ever reaches 1/α is at most α
 * (J. Ville, 1939), whenever and however often one looks. The stake is laid on a fixed grid of λ at once
 * (I. Waudby-Smith, A. Ramdas, Estimating means of bounded random variables by betting, JRSS B 86, 2024,
 * section 4 and appendix B), so that nothing is tuned to what was seen; and, since a leak may begin on any
 * night, on each night as the first of a bet of its own (a mixture, so the promise stays whole; compare
 * J. Shin, A. Ramdas, A. Rinaldo, E-detectors, 2023, who restart without keeping it).
 *
 * The values of one night may be drawn without putting back: the product of all is then no larger in
 * expectation (C. Maclaurin's inequality), as λ is the same for all of them.
 *
 * @module
 */

/** Largest share of a stake that a single value can lose, then half of it, and so on. */
const MOST_LOSS = 0.9
export const BETS = 10

/**
 * What one night's values do to each bet: the logarithms of the factors, the boldest bet first.
 *
 * @throws {RangeError} if a value is not in 0..1 or the budget not in (0, 1).
 */
export function nightGrowth(values: readonly number[], budget: number): number[] {
  if (!(budget > 0 && budget < 1)) {
    throw new RangeError(`"budget" expected a number in (0, 1), got ${budget}`)
  }
  const growth = Array.from({ length: BETS }, () => 0)
  for (const value of values) {
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`"value" expected a number in 0..1, got ${value}`)
    }
    for (let bet = 0; bet < BETS; bet++) {
      const lambda = (MOST_LOSS * 0.5 ** bet) / budget
      growth[bet] += Math.log1p(lambda * (value - budget))
    }
  }
  return growth
}

/**
 * The natural logarithm of the evidence after each night that any night was over the budget: an e-process, so
 * that 1/α is reached with a chance of at most α while none is. Night s has a share of the stake of
 * 1 / (s·(s + 1)), and what is laid on nights to come is still whole.
 *
 * @param nights what `nightGrowth` gave, the first night first.
 */
export function logEvidence(nights: readonly (readonly number[])[]): number[] {
  // of each bet: the log of Σ over first nights so far of share × stake
  const bets = Array.from({ length: BETS }, () => -Infinity)
  return nights.map((growth, night) => {
    const share = -Math.log((night + 1) * (night + 2))
    for (let bet = 0; bet < BETS; bet++) {
      bets[bet] = logSum([bets[bet], share]) + growth[bet]
    }
    return logSum([logSum(bets) - Math.log(BETS), -Math.log(night + 2)])
  })
}

function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs)
  if (most === -Infinity) return most
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0))
}
