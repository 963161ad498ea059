/**
 * From a reviewed sheet to "how many": a number with its interval, as answered and with reviewers'
 * mistakes taken out, for all accounts and for each stratum.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { type Interval } from '../statistics/interval.ts'
import { type Blindness, modelBlindness } from '../statistics/model-blindness.ts'
import { midPInterval, wilsonInterval } from '../statistics/rare-share.ts'
import { type KnownAnswers, roganGladen } from '../statistics/rogan-gladen.ts'
import { type DrawnPart, weightedShare } from '../statistics/weighted-share.ts'
import { FLOOR } from './plan-review.ts'
import { type ReviewedRow } from './review-sheet.ts'

export interface Estimate {
  readonly accounts: number
  readonly reviewed: number
  readonly draws: number
  readonly positives: number
  /** Draws of a plain random sample that would tell as much. */
  readonly effectiveDraws: number
  /** As answered; shares of all accounts. The second interval is there to compare. */
  readonly share: Interval
  readonly wilson: Interval
  /** With reviewers' mistakes taken out; null where none are known. */
  readonly corrected: Interval | null
}

export interface Prevalence extends Estimate {
  readonly strata: readonly (Estimate & { readonly name: string })[]
  readonly sensitivity: Interval | null
  readonly specificity: Interval | null
  readonly blindness: Blindness & {
    readonly floorPositives: number
    readonly unseenPositives: number
  }
}

/** From here on the map gives no more reason to look at the account than at anybody. */
const UNSEEN_WEIGHT = 1
/** Of the positives the map may miss so many without an alarm. */
const TOLERATED = 0.2

/** @throws {InputError} if reviewers did no better than chance on what was known. */
export function estimatePrevalence(
  rows: readonly ReviewedRow[],
  known: KnownAnswers | null,
): Prevalence {
  const byName = Map.groupBy(rows, ({ stratum }) => stratum)
  const accounts = [...byName.values()].reduce((sum, [first]) => sum + first.stratumAccounts, 0)
  const parts = [...byName.values()].map((stratum) => partsOf(stratum, accounts))
  const whole = estimateOf(parts.flat(), rows, accounts, known)
  const correction = known && correctionOf(parts.flat(), known)
  const strata = [...byName]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, stratum]) => {
      const size = stratum[0].stratumAccounts
      return { name, ...estimateOf(partsOf(stratum, size), stratum, size, known) }
    })
  const finds = { draws: 0, unseenDraws: 0, positives: 0, unseenPositives: 0 }
  for (const { floorDraws, weight, answer } of rows) {
    const isUnseen = weight >= UNSEEN_WEIGHT
    // an account is one find, however often it was drawn
    const found = answer && floorDraws > 0 ? 1 : 0
    finds.draws += floorDraws
    finds.positives += found
    if (isUnseen) {
      finds.unseenDraws += floorDraws
      finds.unseenPositives += found
    }
  }
  const mistaken = correction ? 1 - correction.specificity.low : 0
  const mayBeMistakes = known !== null && known.trueNegatives < known.negatives ? mistaken : 0
  return {
    ...whole,
    strata,
    sensitivity: correction?.sensitivity ?? null,
    specificity: correction?.specificity ?? null,
    blindness: {
      ...modelBlindness(finds, TOLERATED, mayBeMistakes),
      floorPositives: finds.positives,
      unseenPositives: finds.unseenPositives,
    },
  }
}

function estimateOf(
  parts: readonly DrawnPart[],
  rows: readonly ReviewedRow[],
  accounts: number,
  known: KnownAnswers | null,
): Estimate {
  const share = weightedShare(parts, 1 / FLOOR)
  const corrected = known && correctionOf(parts, known)
  return {
    accounts,
    reviewed: rows.length,
    draws: share.draws,
    positives: rows.filter(({ answer }) => answer).length,
    effectiveDraws: share.effectiveDraws,
    share: midPInterval(share),
    wilson: wilsonInterval(share),
    corrected: corrected && { value: corrected.value, low: corrected.low, high: corrected.high },
  }
}

function correctionOf(parts: readonly DrawnPart[], known: KnownAnswers) {
  const share = weightedShare(parts, 1 / FLOOR)
  try {
    return roganGladen(midPInterval(share), share.variance, known)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new InputError(
      `The known answers show reviewers who do no better than chance (${error.message}); no estimate can be made from theirs.`,
      { cause: error },
    )
  }
}

/** A stratum's floor and the rest of its draws. */
function partsOf(rows: readonly ReviewedRow[], accounts: number): DrawnPart[] {
  const stratumDraws = rows.reduce((sum, { draws }) => sum + draws, 0)
  const timesOf = [
    ({ floorDraws }: ReviewedRow) => floorDraws,
    ({ draws, floorDraws }: ReviewedRow) => draws - floorDraws,
  ]
  return timesOf.map((times) => ({
    stratumShare: rows[0].stratumAccounts / accounts,
    stratumDraws,
    draws: rows.reduce((sum, row) => sum + times(row), 0),
    positives: rows.flatMap((row) =>
      row.answer ? Array.from({ length: times(row) }, () => row.weight) : [],
    ),
  }))
}
