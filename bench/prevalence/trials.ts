/**
 * Many surveys of one population: how often each interval holds the truth, and how tight the estimate is.
 *
 * @module
 */
import { type Interval } from '../../src/statistics/interval.ts'
import { gammaInterval, midPInterval, wilsonInterval } from '../../src/statistics/rare-share.ts'
import { roganGladen } from '../../src/statistics/rogan-gladen.ts'
import { type WeightedShare } from '../../src/statistics/weighted-share.ts'
import { createRandom } from '../../src/util/random.ts'
import { makePopulation } from './population.ts'
import { knownAnswers, type Reviewers, survey } from './survey.ts'

export const METHODS = {
  'mid-p gamma': midPInterval,
  gamma: gammaInterval,
  Wilson: wilsonInterval,
} as const satisfies Record<string, (share: WeightedShare) => Interval>
export type Method = keyof typeof METHODS
export const METHOD_NAMES = ['mid-p gamma', 'gamma', 'Wilson'] as const

export interface TrialSetting {
  readonly accounts: number
  readonly share: number
  readonly auc: number
  readonly draws: number
  readonly reviewers: Reviewers | null
}

export interface TrialResult {
  /** Share of the surveys whose interval holds the truth. */
  readonly coverage: Readonly<Record<Method, number>>
  /** Mean estimate over the truth. */
  readonly bias: number
  /** Variance of as many plain draws, over the mean square error of the surveys; no reviewers' mistakes. */
  readonly gain: number
  readonly positivesPerSurvey: number
}

export function runTrials(setting: TrialSetting, surveys: number, seed: number): TrialResult {
  const { accounts, share, auc, draws, reviewers } = setting
  const population = makePopulation(accounts, share, auc, seed)
  const truth = population.positives / accounts
  const sizes = population.scores.map(Math.sqrt)
  const random = createRandom(seed).fork(draws)
  const held = { 'mid-p gamma': 0, gamma: 0, Wilson: 0 }
  let sum = 0
  let squares = 0
  let positives = 0
  for (let k = 0; k < surveys; k++) {
    const found = survey(population, sizes, draws, random, reviewers)
    const known = reviewers && knownAnswers(reviewers, random)
    const corrected = (interval: Interval) =>
      known ? roganGladen(interval, found.variance, known) : interval
    for (const name of METHOD_NAMES) {
      const { low, high } = corrected(METHODS[name](found))
      if (low <= truth && truth <= high) held[name]++
    }
    const { value } = corrected(midPInterval(found))
    sum += value
    squares += (value - truth) ** 2
    positives += found.positives
  }
  const coverage = {
    'mid-p gamma': held['mid-p gamma'] / surveys,
    gamma: held.gamma / surveys,
    Wilson: held.Wilson / surveys,
  }
  return {
    coverage,
    bias: sum / surveys / truth,
    gain: (truth * (1 - truth)) / draws / (squares / surveys),
    positivesPerSurvey: positives / surveys,
  }
}
