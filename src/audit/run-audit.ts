/**
 * An audit: treated and control test accounts against a recommender, with or without a guard.
 *
 * @module
 */
import { type Guard } from '../guard/index.ts'
import { type Platform } from '../platform/platform.ts'
import { type Surface } from '../model/surface.ts'
import { type Progress, silent } from '../util/progress.ts'
import { runLimited } from '../util/run-limited.ts'
import { bcaInterval } from '../statistics/bootstrap.ts'
import { boundedMeanInterval } from '../statistics/bounded-mean.ts'
import { type Interval } from '../statistics/interval.ts'
import { mean } from '../statistics/mean.ts'
import { shareInterval } from '../statistics/share.ts'
import { kaplanMeierMedian, type SurvivalStep, survivalCurve } from '../statistics/survival.ts'
import { createRandom, type Random } from '../util/random.ts'
import { benignWithheldShare, type LookAlikeCollateral, lookAlikeCollateral } from './collateral.ts'
import { type ArmComparison, compareArms } from './compare-arms.ts'
import { createDirectory } from './directory.ts'
import { drawContactPairs } from './first-contacts.ts'
import { matchedContacts } from './matched-contacts.ts'
import { type LagCurve, lagCurve } from './measures/lag-curve.ts'
import { medianLeakDepth } from './measures/leak-depth.ts'
import { replacementRate } from './measures/replacement-rate.ts'
import { EQUAL_WEIGHTS, POSITION_WEIGHTS, weightedExposure } from './measures/weighted-exposure.ts'
import {
  amplification,
  exposureOfSlates,
  FLOOD_SLATES,
  floodRatio,
  type Impressions,
  impressionsOf,
  slatesToFirstExposure,
  sumOf,
} from './measures.ts'
import { firstContactRows } from './network-rows.ts'
import { drawOrdinary, minorRows, ordinaryRows, termOf, warmUpSize } from './personas.ts'
import { type FurtherArm, type Scenario, slateCount } from './scenario.ts'
import { type SurfaceRecommender } from './surface-recommender.ts'
import { type GuardedEnds, runTestAccount, type Session } from './test-account.ts'

export interface AuditOptions {
  readonly platform: Platform
  readonly recommender: SurfaceRecommender
  /** Null: unguarded. */
  readonly guard: Guard | null
  /** At which of its ends the guard stands; `both` unless said. */
  readonly end?: GuardEnd
  /** Begins the name of every request: it tells the arms of one audit apart. */
  readonly arm?: string
  /** How harmful each account is, 0..1; null when nobody can say more than yes or no. */
  readonly grades?: ArrayLike<number> | null
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

export const GUARD_ENDS = ['both', 'candidates', 'learning'] as const
export type GuardEnd = (typeof GUARD_ENDS)[number]

/** One surface of an arm. */
export interface SurfaceResult {
  readonly surface: Surface
  readonly exposureAt10: Interval
  /** exposure@10 there of each treated test account, as they were sent out. */
  readonly exposures: readonly number[]
  readonly control: { readonly exposureAt10: Interval }
  readonly amplification: number
  /** Median rank of the first account of the network; null when fewer than half came upon one. */
  readonly leakDepth: number | null
}

/** An arm to compare with, beside the control. */
export interface FurtherArmResult {
  readonly exposureAt10: Interval
  readonly floodRatio: Interval
  readonly firstExposureMedianSlates: number | null
  /** Of the treated test accounts over this arm. */
  readonly amplification: number
  readonly unexposedBySlate: readonly SurvivalStep[]
}

/** What one arm of an audit found. Holds no account id. */
export interface ArmResult {
  /** Treated test accounts; there are as many controls. */
  readonly testAccounts: number
  /** Slates that each test account was shown. */
  readonly slates: number
  readonly exposureAt10: Interval
  /** exposure@10 of each treated test account, as they were sent out: enough to work intervals out again. */
  readonly exposures: readonly number[]
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
  /** Ranks counted as much as they are looked at. */
  readonly positionWeightedExposureAt10: Interval
  /** Null without grades. */
  readonly gradedExposureAt10: Interval | null
  readonly lag: LagCurve
  /** Null when the scenario removes nothing. */
  readonly replacementRate: number | null
  /** In the order in which the scenario comes to them. */
  readonly bySurface: readonly SurfaceResult[]
  readonly furtherArms: Readonly<Partial<Record<FurtherArm, FurtherArmResult>>>
}

/** Enough that none seen supports the usual budget of 0.01. */
export const DEFAULT_TEST_ACCOUNTS = 300

/**
 * Run each test account through the scenario and measure. The unit of randomisation is the test
 * account; a treated one and its counterparts run one after the other, so that a recommender that
 * drifts drifts for all of them. The cost is that of the recommender: one request for each refresh of
 * the scenario, at times more behind a guard.
 *
 * @throws {InputError} if there is nobody to make first contact with, or nobody innocent to compare.
 * @throws {RangeError} if `harmful` does not fit the platform, or there are no test accounts.
 */
export async function runAudit({
  platform,
  recommender,
  guard,
  end = 'both',
  arm: label = guard ? 'guarded' : 'unguarded',
  grades = null,
  harmful,
  scenario,
  firstContacts = firstContactRows(platform),
  testAccounts = DEFAULT_TEST_ACCOUNTS,
  seed = 1,
  progress = silent,
}: AuditOptions): Promise<ArmResult> {
  const { size } = platform.accounts
  if (harmful.length !== size) {
    throw new RangeError(`"harmful" expected length ${size}, got ${harmful.length}`)
  }
  if (!(Number.isInteger(testAccounts) && testAccounts > 0)) {
    throw new RangeError(`"testAccounts" expected a whole number above 0, got ${testAccounts}`)
  }
  const random = createRandom(seed)
  const meet = scenario.steps.find((step) => step.kind === 'meet')
  // by search and by tag page, `count` says how many of the accounts shown are viewed
  const contacts = meet && (meet.by === 'view' || meet.by === 'follow') ? meet.count : 1
  const pairs = drawContactPairs(
    platform,
    firstContacts,
    harmful,
    testAccounts * contacts,
    random.fork(0),
  )
  const ordinary = ordinaryRows(platform, scenario.persona.interests, harmful)
  const directory = createDirectory(platform)
  const ends: GuardedEnds | null = guard && {
    guard,
    candidates: end !== 'learning',
    learning: end !== 'candidates',
  }
  const stage = { recommender, ends, harmful, directory, arm: label }
  const run = (
    id: string,
    stream: number,
    met: readonly number[],
    how: {
      readonly ordinary: readonly number[]
      readonly tag: string
      readonly isAnybody?: boolean
    },
  ): Promise<Session> =>
    runTestAccount(
      {
        id,
        scenario,
        contacts: met,
        ordinary: how.ordinary,
        tag: how.tag,
        personalised: !how.isAnybody,
        random: createRandom(seed).fork(stream),
      },
      stage,
    )

  let done = 0
  const runs = await runLimited(testAccounts, recommender.mostAtOnce, async (k) => {
    const part = (rows: Uint32Array) => [...rows.subarray(k * contacts, (k + 1) * contacts)]
    const [met, innocent] = [part(pairs.treated), part(pairs.control)]
    // the same for a treated test account and its counterparts
    const warmUp = drawOrdinary(ordinary, warmUpSize(scenario), createRandom(seed + k).fork(7))
    const about = (rows: readonly number[]) => ({
      ordinary: warmUp,
      tag: termOf(platform, rows[0]),
    })
    const treated = await run(`firebreak:test-account-${k}`, 2 * k + 1, met, about(met))
    const id = `firebreak:control-account-${k}`
    const control = await run(id, 2 * k + 2, innocent, about(innocent))
    const further: Partial<Record<FurtherArm, Session>> = {}
    for (const arm of scenario.arms) {
      const name = `firebreak:${arm}-account-${k}`
      const matched = matchedContacts(platform, met, innocent, harmful)
      further[arm] =
        arm === 'fresh'
          ? await run(name, 2 * k + 2, [], { ...about(innocent), ordinary: [] })
          : arm === 'non-personalised'
            ? await run(name, 2 * k + 1, met, { ...about(met), isAnybody: true })
            : await run(name, 2 * k + 2, matched, about(matched))
    }
    progress(++done, testAccounts, 'test accounts')
    return { treated, control, further }
  })
  const treated = runs.map((each) => each.treated)
  const control = runs.map((each) => each.control)

  const counted = scenario.harm === 'minors' ? minorRows(platform) : harmful
  const arm = measure(treated, counted)
  const controlArm = measure(control, counted)
  const intervals = random.fork(1)
  const result = {
    testAccounts,
    slates: slateCount(scenario),
    exposureAt10: boundedMeanInterval(arm.exposures),
    exposures: arm.exposures,
    floodRatio: boundedMeanInterval(arm.floods),
    firstExposureMedianSlates: kaplanMeierMedian(arm.lifetimes),
    control: Object.freeze({
      exposureAt10: boundedMeanInterval(controlArm.exposures),
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
    lookAlikes: lookAlikeCollateral(platform, harmful, guard, scenario.surface, directory.idOf),
  }
  const weighted = (values: ArrayLike<number>, weights: readonly number[]) =>
    boundedMeanInterval(treated.map(({ slates }) => weightedExposure(slates, values, weights)))
  return Object.freeze({
    ...result,
    positionWeightedExposureAt10: weighted(counted, POSITION_WEIGHTS),
    gradedExposureAt10: grades ? weighted(grades, EQUAL_WEIGHTS) : null,
    lag: lagOf(treated, counted, arm.bySlate),
    replacementRate: replacementRate(treated, counted),
    bySurface: Object.freeze(bySurface(treated, control, counted)),
    furtherArms: Object.freeze(
      Object.fromEntries(
        scenario.arms.map((name) => {
          const sessions = runs.flatMap(({ further }) => further[name] ?? [])
          const found = furtherArm(sessions, arm.impressions, counted)
          return [name, found] as const
        }),
      ),
    ),
  })
}

function lagOf(
  sessions: readonly Session[],
  harmful: Uint8Array,
  exposures: readonly number[],
): LagCurve {
  const before = sessions.flatMap((session) => session.before)
  const last = sumOf(
    sessions.map(({ slates }) => impressionsOf(slates.slice(-FLOOD_SLATES), harmful)),
  )
  if (before.length === 0) return lagCurve(exposures, null, last)
  const exposure = mean(exposureOfSlates(before, harmful))
  return lagCurve(exposures, { exposure, impressions: impressionsOf(before, harmful) }, last)
}

function bySurface(
  treated: readonly Session[],
  control: readonly Session[],
  harmful: Uint8Array,
): SurfaceResult[] {
  const surfaces = [...new Set(treated[0].surfaces)]
  return surfaces.map((surface) => {
    const of = (sessions: readonly Session[]) =>
      sessions.map(({ slates, surfaces: where }) => slates.filter((_, k) => where[k] === surface))
    const [mine, theirs] = [of(treated), of(control)]
    const exposures = (sessions: readonly (readonly Uint32Array[])[]) =>
      sessions.map((slates) => mean(exposureOfSlates(slates, harmful)))
    const seen = exposures(mine)
    const impressions = (sessions: readonly (readonly Uint32Array[])[]) =>
      sumOf(sessions.map((slates) => impressionsOf(slates, harmful)))
    return Object.freeze({
      surface,
      exposureAt10: boundedMeanInterval(seen),
      exposures: seen,
      control: Object.freeze({ exposureAt10: boundedMeanInterval(exposures(theirs)) }),
      amplification: amplification(impressions(mine), impressions(theirs)),
      leakDepth: medianLeakDepth(mine, harmful),
    })
  })
}

function furtherArm(
  sessions: readonly Session[],
  treated: readonly Impressions[],
  harmful: Uint8Array,
): FurtherArmResult {
  const { exposures, floods, lifetimes, impressions } = measure(sessions, harmful)
  return Object.freeze({
    exposureAt10: boundedMeanInterval(exposures),
    floodRatio: boundedMeanInterval(floods),
    firstExposureMedianSlates: kaplanMeierMedian(lifetimes),
    amplification: amplification(sumOf(treated), sumOf(impressions)),
    unexposedBySlate: survivalCurve(lifetimes),
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
