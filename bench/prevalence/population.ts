/**
 * A made-up population with a known share of positives and a model of known skill.
 *
 * @module
 */
import { normalQuantile } from '../../src/statistics/normal.ts'
import { createRandom } from '../../src/util/random.ts'

export interface Population {
  readonly isPositive: Uint8Array
  /** What the model says: the chance that an account is positive, and so calibrated. */
  readonly scores: Float64Array
  readonly positives: number
}

/**
 * Signals of two normal distributions, apart by √2·Φ⁻¹(AUC); the score is what they say by Bayes. Of
 * the positives, the share `unseen` looks to the model like anybody else.
 */
export function makePopulation(
  accounts: number,
  share: number,
  auc: number,
  seed: number,
  unseen = 0,
): Population {
  const random = createRandom(seed)
  const apart = Math.SQRT2 * normalQuantile(auc)
  const odds = share / (1 - share)
  const positives = Math.round(accounts * share)
  const isPositive = new Uint8Array(accounts)
  const scores = new Float64Array(accounts)
  for (let i = 0; i < accounts; i++) {
    isPositive[i] = i < positives ? 1 : 0
    const isSeen = i < positives && i >= unseen * positives
    const signal = standardNormal(random.next(), random.next()) + (isSeen ? apart : 0)
    const posterior = odds * Math.exp(apart * signal - (apart * apart) / 2)
    scores[i] = posterior / (1 + posterior)
  }
  return { isPositive, scores, positives }
}

/** G. Box and M. Muller, Ann. Math. Stat. 29, 1958. */
function standardNormal(a: number, b: number): number {
  return Math.sqrt(-2 * Math.log(1 - a)) * Math.cos(2 * Math.PI * b)
}
