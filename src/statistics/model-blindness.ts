/**
 * The alarm for what a model does not see.
 *
 * The floor of a sample is a plain random sample, so each positive that it finds is one of all
 * positives, drawn alike. If the model missed no more than `tolerated` of them, as many of those found
 * would lie where it does not look as in so many throws of a coin of that chance: an exact binomial
 * test, given how many were found. Reviewers' mistakes look the same as blindness, so the finds must
 * also be more than those would explain; the larger of both p-values counts (intersection-union; R.
 * Berger, Technometrics 24, 1982).
 *
 * @module
 */
import { binomialTail, exactShareInterval } from './share.ts'

export interface FloorFinds {
  /** Draws of the floor, and how many lie where the model does not look. */
  readonly draws: number
  readonly unseenDraws: number
  /** Positive answers among each. */
  readonly positives: number
  readonly unseenPositives: number
}

export interface Blindness {
  readonly pValue: number
  readonly alarm: boolean
  /** The share of the population that may be positive and unseen, at 97.5 %: an exact upper bound. */
  readonly unseenAtMost: number
}

const ALPHA = 0.05

/**
 * @param tolerated share of the positives that the model may miss.
 * @param falsePositives share of other accounts that reviewers call positive: its upper bound, if known.
 */
export function modelBlindness(
  { draws, unseenDraws, positives, unseenPositives }: FloorFinds,
  tolerated: number,
  falsePositives = 0,
): Blindness {
  const missed = unseenPositives === 0 ? 1 : binomialTail(unseenPositives, positives, tolerated)
  const mistaken =
    unseenPositives === 0
      ? 1
      : falsePositives === 0
        ? 0
        : binomialTail(unseenPositives, unseenDraws, falsePositives)
  const pValue = Math.max(missed, mistaken)
  const unseenAtMost = draws === 0 ? 1 : exactShareInterval(unseenPositives, draws).high
  return { pValue, alarm: pValue < ALPHA, unseenAtMost }
}
