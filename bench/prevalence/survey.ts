/**
 * One survey of a made-up population: drawn, answered by reviewers who err, estimated.
 *
 * @module
 */
import { drawSample } from '../../src/statistics/draw-sample.ts'
import { type KnownAnswers } from '../../src/statistics/rogan-gladen.ts'
import { weightedShare, type WeightedShare } from '../../src/statistics/weighted-share.ts'
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
  sizes: ArrayLike<number>,
  draws: number,
  random: Random,
  reviewers: Reviewers | null = null,
): WeightedShare {
  const sample = drawSample(sizes, draws, FLOOR, random)
  const parts = [true, false].map((isFloor) => {
    const drawn = sample.draws.filter((draw) => draw.isFloor === isFloor)
    // an account that was drawn twice is reviewed once
    const answers = new Map<number, boolean>()
    const positives: number[] = []
    for (const { member } of drawn) {
      let answer = answers.get(member)
      if (answer === undefined) {
        answer = answerOf(isPositive[member] === 1, reviewers, random)
        answers.set(member, answer)
      }
      if (answer) positives.push(sample.weightOf(member))
    }
    return { stratumShare: 1, stratumDraws: draws, draws: drawn.length, positives }
  })
  return weightedShare(parts, 1 / FLOOR)
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
