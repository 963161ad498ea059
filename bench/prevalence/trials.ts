/**
 * Many surveys of made-up populations: how often each interval holds the truth, and how tight the estimate is.
 *
 * @module
 */
import { type Interval } from '../../src/statistics/interval.ts'
import { gammaInterval, skewedInterval, wilsonInterval } from '../../src/statistics/rare-share.ts'
import { roganGladen } from '../../src/statistics/rogan-gladen.ts'
import { type WeightedShare } from '../../src/statistics/weighted-share.ts'
import { zoneSample } from '../../src/statistics/zone-sample.ts'
import { createRandom } from '../../src/util/random.ts'
import { makePopulation, type Population } from './population.ts'
import { FLOOR, knownAnswers, type Reviewers, survey } from './survey.ts'

export const METHODS = {
  skewed: skewedInterval,
  gamma: gammaInterval,
  Wilson: wilsonInterval,
} as const satisfies Record<string, (share: WeightedShare) => Interval>
export type Method = keyof typeof METHODS
export const METHOD_NAMES = ['skewed', 'gamma', 'Wilson'] as const

export interface TrialSetting {
  readonly accounts: number
  readonly share: number
  readonly auc: number
  /** Of the positives, the share that looks to the model like anybody else. */
  readonly unseen: number
  readonly draws: number
  readonly reviewers: Reviewers | null
}

export interface TrialResult {
  /** Share of the surveys whose interval holds the truth. */
  readonly coverage: Readonly<Record<Method, number>>
  /** Surveys whose skewed interval lies above the truth, and below it. */
  readonly above: number
  readonly below: number
  /** Mean estimate over the truth. */
  readonly bias: number
  /** Variance of as many plain draws, over the mean square error of the surveys. */
  readonly gain: number
  /** The same for draws with replacement (Hansen and Hurwitz), by its formula; reviewers make no mistake. */
  readonly gainWithReplacement: number
  readonly positivesPerSurvey: number
}

/** @param populations that the surveys are shared out among, so that none of them decides by its luck. */
export function runTrials(
  setting: TrialSetting,
  populations: number,
  surveysOfEach: number,
  seed: number,
): TrialResult {
  const { accounts, share, auc, unseen, draws, reviewers } = setting
  const held = { skewed: 0, gamma: 0, Wilson: 0 }
  let [sum, squares, replaced, positives, above, below, truth] = [0, 0, 0, 0, 0, 0, 0]
  for (let k = 0; k < populations; k++) {
    const random = createRandom(seed).fork(k)
    const population = makePopulation(accounts, share, auc, random.below(2 ** 31), unseen)
    truth = population.positives / accounts
    const sizes = population.scores.map(Math.sqrt)
    const sample = zoneSample(sizes, draws, FLOOR, random)
    replaced += replacementVariance(population, sizes, draws)
    for (let n = 0; n < surveysOfEach; n++) {
      const found = survey(population, sample, random, reviewers)
      const known = reviewers && knownAnswers(reviewers, random)
      const corrected = (interval: Interval) =>
        known ? roganGladen(interval, found.variance, known) : interval
      for (const name of METHOD_NAMES) {
        const { low, high } = corrected(METHODS[name](found))
        if (low <= truth && truth <= high) held[name]++
      }
      const { value, low, high } = corrected(skewedInterval(found))
      if (low > truth) above++
      if (high < truth) below++
      sum += value
      squares += (value - truth) ** 2
      positives += found.positives
    }
  }
  const surveys = populations * surveysOfEach
  const plain = (truth * (1 - truth)) / draws
  return {
    coverage: {
      skewed: held.skewed / surveys,
      gamma: held.gamma / surveys,
      Wilson: held.Wilson / surveys,
    },
    above: above / surveys,
    below: below / surveys,
    bias: sum / surveys / truth,
    gain: plain / (squares / surveys),
    gainWithReplacement: plain / (replaced / populations),
    positivesPerSurvey: positives / surveys,
  }
}

/** Hansen and Hurwitz, Ann. Math. Stat. 14, 1943, of draws in proportion to the floor and the sizes. */
function replacementVariance(
  { isPositive, positives }: Population,
  sizes: Float64Array,
  draws: number,
): number {
  const accounts = sizes.length
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let weights = 0
  for (let i = 0; i < accounts; i++) {
    if (isPositive[i] === 1) weights += 1 / (FLOOR + ((1 - FLOOR) * sizes[i] * accounts) / total)
  }
  return (weights / accounts - (positives / accounts) ** 2) / draws
}
