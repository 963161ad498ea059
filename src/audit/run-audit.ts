/**
 * An audit: treated and control test accounts against a recommender, with or without a guard.
 *
 * @module
 */
import { type Guard } from '../guard/index.ts'
import { type Platform } from '../platform/platform.ts'
import { type Fitted } from '../recommend/recommender.ts'
import { type Progress, silent } from '../util/progress.ts'
import { bcaInterval } from '../statistics/bootstrap.ts'
import { boundedMeanInterval } from '../statistics/bounded-mean.ts'
import { type Interval } from '../statistics/interval.ts'
import { mean } from '../statistics/mean.ts'
import { shareInterval } from '../statistics/share.ts'
import { kaplanMeierMedian, type SurvivalStep, survivalCurve } from '../statistics/survival.ts'
import { createRandom, type Random } from '../util/random.ts'
import { benignWithheldShare, type LookAlikeCollateral, lookAlikeCollateral } from './collateral.ts'
import { type ArmComparison, compareArms } from './compare-arms.ts'
import { drawContactPairs } from './first-contacts.ts'
import {
  amplification,
  exposureOfSlates,
  floodRatio,
  type Impressions,
  impressionsOf,
  slatesToFirstExposure,
  sumOf,
} from './measures.ts'
import { firstContactRows } from './network-rows.ts'
import { type Scenario, slateCount } from './scenario.ts'
import { runTestAccount, type Session } from './test-account.ts'

export interface AuditOptions {
  readonly platform: Platform
  /** The recommender, fitted to the platform, or to what of it may be learnt from. */
  readonly fitted: Fitted
  /** Null: unguarded. */
  readonly guard: Guard | null
  /** 1 for each account that counts as the network: see `networkRows`. */
  readonly harmful: Uint8Array
  readonly scenario: Scenario
  /** Rows for the first contacts of treated test accounts; `firstContactRows(platform)` unless said. */
  readonly firstContacts?: ArrayLike<number>
  /** Treated ones, and as many controls. 300 unless said: 299 are needed to support a budget of 0.01. */
  readonly testAccounts?: number
  /** The same seed gives both a guarded and an unguarded audit the same test accounts. 1 unless said. */
  readonly seed?: number
  readonly progress?: Progress
}

/** What one arm of an audit found. Holds no account id. */
export interface ArmResult {
  /** Treated test accounts; there are as many controls. */
  readonly testAccounts: number
  /** Slates that each test account was shown. */
  readonly slates: number
  readonly exposureAt10: Interval
  readonly floodRatio: Interval
  /** Kaplan–Meier; null when fewer than half of the test accounts saw an account of the network. */
  readonly firstExposureMedianSlates: number | null
  readonly control: { readonly exposureAt10: Interval; readonly shareExposed: number }
  readonly amplification: number
  /** BCa, over pairs of a treated test account and its control. */
  readonly amplificationInterval: Interval
  /** Whether treated test accounts differ from controls at all. */
  readonly againstControl: readonly ArmComparison[]
  /** Share of test accounts that have not seen the network, slate by slate. */
  readonly unexposedBySlate: {
    readonly treated: readonly SurvivalStep[]
    readonly control: readonly SurvivalStep[]
  }
  /** Share of treated test accounts that saw any account of the network. */
  readonly shareExposed: number
  readonly shareExposedInterval: Interval
  /** Mean exposure@10 of each slate, first slate first. */
  readonly exposureBySlate: {
    readonly treated: readonly number[]
    readonly control: readonly number[]
  }
  /**
   * Of the innocent candidates that test accounts of both kinds were offered; null where the true
   * answer is not known: a guard then withholds nobody who counts as innocent, by construction.
   */
  readonly benignWithheldShare: number | null
  readonly lookAlikes: readonly LookAlikeCollateral[]
}

/** Enough that none seen supports the usual budget of 0.01. */
export const DEFAULT_TEST_ACCOUNTS = 300

/**
 * Run each test account through the scenario and measure. The unit of randomisation is the test
 * account; a treated one and its control run one after the other. The cost is that of the
 * recommender: one call for each refresh of the scenario, at times more behind a guard.
 *
 * @throws {InputError} if there is nobody to make first contact with, or nobody innocent to compare.
 * @throws {RangeError} if `harmful` does not fit the platform, or there are no test accounts.
 */
export function runAudit({
  platform,
  fitted,
  guard,
  harmful,
  scenario,
  firstContacts = firstContactRows(platform),
  testAccounts = DEFAULT_TEST_ACCOUNTS,
  seed = 1,
  progress = silent,
}: AuditOptions): ArmResult {
  const { size } = platform.accounts
  if (harmful.length !== size) {
    throw new RangeError(`"harmful" expected length ${size}, got ${harmful.length}`)
  }
  if (!(Number.isInteger(testAccounts) && testAccounts > 0)) {
    throw new RangeError(`"testAccounts" expected a whole number above 0, got ${testAccounts}`)
  }
  const random = createRandom(seed)
  const pairs = drawContactPairs(platform, firstContacts, harmful, testAccounts, random.fork(0))
  const idOf = cachedIds(platform)
  const run = (firstContact: number, id: string, stream: number): Session =>
    runTestAccount(
      { id, scenario, firstContact, random: createRandom(seed).fork(stream) },
      fitted,
      guard,
      idOf,
    )

  const treated: Session[] = []
  const control: Session[] = []
  for (let k = 0; k < testAccounts; k++) {
    treated.push(run(pairs.treated[k], `firebreak:test-account-${k}`, 2 * k + 1))
    control.push(run(pairs.control[k], `firebreak:control-account-${k}`, 2 * k + 2))
    progress(k + 1, testAccounts, 'test accounts')
  }

  const arm = measure(treated, harmful)
  const controlArm = measure(control, harmful)
  const intervals = random.fork(1)
  return Object.freeze({
    testAccounts,
    slates: slateCount(scenario),
    exposureAt10: boundedMeanInterval(arm.exposures, intervals.fork(0)),
    floodRatio: boundedMeanInterval(arm.floods, intervals.fork(1)),
    firstExposureMedianSlates: kaplanMeierMedian(arm.lifetimes),
    control: Object.freeze({
      exposureAt10: boundedMeanInterval(controlArm.exposures, intervals.fork(2)),
      shareExposed: controlArm.exposed / testAccounts,
    }),
    amplification: amplification(sumOf(arm.impressions), sumOf(controlArm.impressions)),
    amplificationInterval: amplificationInterval(
      arm.impressions,
      controlArm.impressions,
      intervals.fork(3),
    ),
    againstControl: compareArms(arm, controlArm, intervals.fork(4)),
    unexposedBySlate: Object.freeze({
      treated: survivalCurve(arm.lifetimes),
      control: survivalCurve(controlArm.lifetimes),
    }),
    shareExposed: arm.exposed / testAccounts,
    shareExposedInterval: shareInterval(arm.exposed, testAccounts),
    exposureBySlate: Object.freeze({ treated: arm.bySlate, control: controlArm.bySlate }),
    benignWithheldShare: platform.truth
      ? benignWithheldShare(
          [...treated, ...control].flatMap(({ offers }) => offers),
          harmful,
        )
      : null,
    lookAlikes: lookAlikeCollateral(platform, harmful, guard, scenario.surface, idOf),
  })
}

/** The measures of each test account of one kind. */
function measure(sessions: readonly Session[], harmful: Uint8Array) {
  const slates = sessions.map((session) => session.slates)
  const exposureTables = slates.map((shown) => exposureOfSlates(shown, harmful))
  const firsts = slates.map((shown) => slatesToFirstExposure(shown, harmful))
  return {
    exposures: exposureTables.map(mean),
    floods: slates.map((shown) => floodRatio(shown, harmful)),
    lifetimes: firsts.map((first, k) => ({
      time: first ?? slates[k].length,
      isCensored: first === null,
    })),
    exposed: firsts.filter((first) => first !== null).length,
    impressions: slates.map((shown) => impressionsOf(shown, harmful)),
    bySlate: exposureTables[0].map((_, slate) => mean(exposureTables.map((row) => row[slate]))),
  }
}

/** Pairs are drawn whole: a treated test account and its control met accounts of like popularity. */
function amplificationInterval(
  treated: readonly Impressions[],
  control: readonly Impressions[],
  random: Random,
): Interval {
  const pairs = [...treated.keys()]
  return bcaInterval(
    pairs,
    (drawn) =>
      amplification(
        sumOf(drawn.map((pair) => treated[pair])),
        sumOf(drawn.map((pair) => control[pair])),
      ),
    random,
  )
}

/** Ids as strings, each decoded once: a guard is asked for the same few thousand again and again. */
function cachedIds({ accounts }: Platform): (row: number) => string {
  const ids = new Map<number, string>()
  return (row) => {
    let id = ids.get(row)
    if (id === undefined) ids.set(row, (id = accounts.idOf(row)))
    return id
  }
}
