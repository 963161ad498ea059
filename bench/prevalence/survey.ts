/**
 * One survey of a made-up population: answered by reviewers who err, estimated.
 *
 * @module
 */
import { type KnownAnswers } from '../../src/statistics/rogan-gladen.ts'
import { weightedShare, type WeightedShare } from '../../src/statistics/weighted-share.ts'
import { type ZoneSample } from '../../src/statistics/zone-sample.ts'
import { type Random } from '../../src/util/random.ts'
import { type Population } from './population.ts'

export const FLOOR = 0.2

export interface Reviewers {
  readonly sensitivity: number
  readonly specificity: number
  /** Items with known answers that show how they do. */
  readonly knownPositives: number
  readonly knownNegatives: number
}

export function survey(
  { isPositive }: Pick<Population, 'isPositive'>,
  sample: ZoneSample,
  random: Random,
  reviewers: Reviewers | null = null,
): WeightedShare {
  const draws = sample.draw(random)
  // an account that was drawn twice is reviewed once
  const answers = new Map<number, boolean>()
  for (const { member } of draws) {
    if (!answers.has(member)) {
      answers.set(member, answerOf(isPositive[member] === 1, reviewers, random))
    }
  }
  const stratum = {
    accounts: isPositive.length,
    draws: draws.length,
    zones: draws.filter(({ zone }) => zone !== null).length,
    positives: draws
      .filter(({ member }) => answers.get(member))
      .map(({ member, zone }) => ({ weight: sample.weightOf(member), zone })),
  }
  return weightedShare([stratum], 1 / FLOOR)
}

function answerOf(truth: boolean, reviewers: Reviewers | null, random: Random): boolean {
  if (reviewers === null) return truth
  return random.next() < (truth ? reviewers.sensitivity : 1 - reviewers.specificity)
}

/** How the reviewers do on items with known answers. */
export function knownAnswers(reviewers: Reviewers, random: Random): KnownAnswers {
  const right = (of: number, chance: number) => {
    let count = 0
    for (let k = 0; k < of; k++) if (random.next() < chance) count++
    return count
  }
  return {
    positives: reviewers.knownPositives,
    truePositives: right(reviewers.knownPositives, reviewers.sensitivity),
    negatives: reviewers.knownNegatives,
    trueNegatives: right(reviewers.knownNegatives, reviewers.specificity),
  }
}
