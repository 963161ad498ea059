/**
 * From a reviewed sheet to "how many": a number with its interval, as answered and with reviewers'
 * mistakes taken out, for all accounts and for each stratum.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { type Interval } from '../statistics/interval.ts'
import { type Blindness, modelBlindness } from '../statistics/model-blindness.ts'
import { skewedInterval, wilsonInterval } from '../statistics/rare-share.ts'
import { type KnownAnswers, roganGladen } from '../statistics/rogan-gladen.ts'
import { type DrawnStratum, weightedShare } from '../statistics/weighted-share.ts'
import { FLOOR } from './plan-review.ts'
import { type ReviewedRow } from './review-sheet.ts'

export interface Estimate {
  readonly accounts: number
  readonly reviewed: number
  readonly draws: number
  readonly positives: number
  /** Draws of a plain random sample whose interval would be as wide; with no yes, those made. */
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
  const drawn = [...byName.values()].map(drawnOf)
  const whole = estimateOf(drawn, rows, accounts, known)
  const correction = known && correctionOf(drawn, known)
  const strata = [...byName]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, stratum]) => {
      const size = stratum[0].stratumAccounts
      return { name, ...estimateOf([drawnOf(stratum)], stratum, size, known) }
    })
  const finds = { draws: 0, unseenDraws: 0, positives: 0, unseenPositives: 0 }
  // an account is one find, however often it was drawn
  const foundBefore = new Set<string>()
  for (const { account, isFloor, weight, answer } of rows) {
    if (!isFloor) continue
    const isUnseen = weight >= UNSEEN_WEIGHT
    const found = answer && !foundBefore.has(account) ? 1 : 0
    if (answer) foundBefore.add(account)
    finds.draws++
    finds.positives += found
    if (isUnseen) {
      finds.unseenDraws++
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
  drawn: readonly DrawnStratum[],
  rows: readonly ReviewedRow[],
  accounts: number,
  known: KnownAnswers | null,
): Estimate {
  const share = weightedShare(drawn, 1 / FLOOR)
  const interval = skewedInterval(share)
  const corrected = known && correctionOf(drawn, known)
  return {
    accounts,
    reviewed: accountsOf(rows),
    draws: share.draws,
    positives: accountsOf(rows.filter(({ answer }) => answer)),
    effectiveDraws: share.value === 0 ? share.draws : drawsAsWide(interval, accounts),
    share: interval,
    wilson: wilsonInterval(share),
    corrected: corrected && { value: corrected.value, low: corrected.low, high: corrected.high },
  }
}

function correctionOf(drawn: readonly DrawnStratum[], known: KnownAnswers) {
  const share = weightedShare(drawn, 1 / FLOOR)
  try {
    return roganGladen(skewedInterval(share), share.variance, known)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new InputError(
      `The known answers show reviewers who do no better than chance (${error.message}); no estimate can be made from theirs.`,
      { cause: error },
    )
  }
}

/** By the variance alone a sample that found all it expected would look better than it is. */
function drawsAsWide({ value, low, high }: Interval, accounts: number): number {
  const deviation = (high - low) / (2 * 1.96)
  return Math.min(accounts, (value * (1 - value)) / deviation ** 2)
}

function accountsOf(rows: readonly ReviewedRow[]): number {
  return new Set(rows.map(({ account }) => account)).size
}

function drawnOf(rows: readonly ReviewedRow[]): DrawnStratum {
  return {
    accounts: rows[0].stratumAccounts,
    draws: rows.length,
    zones: rows.filter(({ zone }) => zone !== null).length,
    positives: rows.filter(({ answer }) => answer),
  }
}
