/**
 * Audits of a recommender whose answer is known: it shows the network to controls with a planted exposure,
 * and to treated test accounts with so many times that. What is audited is made up; the audit is the
 * real one, from test account to interval.
 *
 * Each test account has its own chance of a harmful entry, drawn from a beta distribution around that of its arm:
 * entries of one account are then correlated with ρ = 1 / (a + b + 1) (M. Skellam, JRSS B 10, 1948).
 *
 * @module
 */
import { type ArmResult, runAudit } from '../../src/audit/run-audit.ts'
import { slateCount } from '../../src/audit/scenario.ts'
import { glancingContact } from '../../src/audit/scenarios/glancing-contact.ts'
import { type SurfaceRecommender } from '../../src/audit/surface-recommender.ts'
import { platformOf } from '../../src/platform/platform-of.ts'
import { type Interval } from '../../src/statistics/interval.ts'
import { plannedTestAccounts } from '../../src/statistics/sample-size.ts'
import { type Random } from '../../src/util/random.ts'

export interface Planted {
  /** Chance of an entry to be harmful, for a control. */
  readonly exposure: number
  readonly amplification: number
  /** Of two entries of the same account. */
  readonly correlation: number
}

export interface Judged {
  readonly audits: number
  /** Share of audits in which any measure differs after Holm, at 5 %. */
  readonly alarms: number
  /** Share of audits whose 95 % interval holds the planted value. */
  readonly covered: {
    readonly exposure: number
    readonly controlExposure: number
    readonly floodRatio: number
    readonly amplification: number
  }
}

const ENTRIES = slateCount(glancingContact) * glancingContact.slateSize
/** More than a list has places. */
const ROWS = 100
const PREFIX = 'account-'
const ALPHA = 0.05
/** Exposure, flood ratio and time to first exposure. */
const COMPARISONS = 3

/** As `firebreak audit plan` says. */
export function plannedSize({ exposure, amplification, correlation }: Planted): number {
  return plannedTestAccounts(
    {
      control: exposure,
      treated: exposure * amplification,
      entriesPerAccount: ENTRIES,
      correlation,
    },
    COMPARISONS,
  )
}

export async function judgeAudits(
  planted: Planted,
  testAccounts: number,
  audits: number,
  random: Random,
): Promise<Judged> {
  const platform = platformOf({
    accounts: Array.from({ length: 2 * ROWS }, (_, row) => `${PREFIX}${row}`),
  })
  const harmful = new Uint8Array(2 * ROWS).fill(1, 0, ROWS)
  const firstContacts = Uint32Array.from({ length: ROWS }, (_, row) => row)
  const { exposure, amplification } = planted
  const counts = { alarms: 0, exposure: 0, controlExposure: 0, floodRatio: 0, amplification: 0 }
  for (let audit = 0; audit < audits; audit++) {
    const arm: ArmResult = await runAudit({
      platform,
      recommender: recommenderOf(planted, random.fork(audit)),
      guard: null,
      harmful,
      scenario: glancingContact,
      firstContacts,
      testAccounts,
      seed: random.below(0xffffffff),
    })
    if (arm.againstControl.some(({ adjusted }) => adjusted <= ALPHA)) counts.alarms++
    const truth = exposure * amplification
    if (holds(arm.exposureAt10, truth)) counts.exposure++
    if (holds(arm.control.exposureAt10, exposure)) counts.controlExposure++
    if (holds(arm.floodRatio, truth)) counts.floodRatio++
    if (holds(arm.amplificationInterval, amplification)) counts.amplification++
  }
  const { alarms, ...covered } = counts
  return {
    audits,
    alarms: alarms / audits,
    covered: {
      exposure: covered.exposure / audits,
      controlExposure: covered.controlExposure / audits,
      floodRatio: covered.floodRatio / audits,
      amplification: covered.amplification / audits,
    },
  }
}

export function holds({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high
}

/** Rows below `ROWS` are the network; one who met one of them is treated. */
function recommenderOf(planted: Planted, random: Random): SurfaceRecommender {
  const { exposure, amplification, correlation } = planted
  const chances = new Map<string, number>()
  return {
    id: 'planted',
    title: 'Shows the network with a planted chance',
    mostAtOnce: 1,
    async recommend({ viewer, count }) {
      let chance = chances.get(viewer.id)
      if (chance === undefined) {
        const isTreated = Number(viewer.contacts[0].account.slice(PREFIX.length)) < ROWS
        chance = betaDraw(exposure * (isTreated ? amplification : 1), correlation, random)
        chances.set(viewer.id, chance)
      }
      const first = random.below(ROWS)
      return Array.from(
        { length: count },
        (_, k) => `${PREFIX}${((first + k) % ROWS) + (random.next() < chance ? 0 : ROWS)}`,
      )
    },
    close: async () => {},
  }
}

export function betaDraw(mean: number, correlation: number, random: Random): number {
  if (correlation === 0) return mean
  const both = 1 / correlation - 1
  const one = drawGamma(mean * both, random)
  const other = drawGamma((1 - mean) * both, random)
  return one / (one + other)
}

/**
 * The share of so many entries that is harmful when each is with this chance: from one to the next by
 * geometric steps, since most are not.
 */
export function sessionDraw(entries: number, chance: number, random: Random): number {
  const step = Math.log1p(-Math.min(chance, 1 - 1e-15))
  let harmful = 0
  for (let entry = -1; ; harmful++) {
    entry += 1 + Math.floor(Math.log(1 - random.next()) / step)
    if (!(entry < entries)) return harmful / entries
  }
}

/** G. Marsaglia, W. Tsang, A simple method for generating gamma variables, TOMS 26, 2000. */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) {
    // log first: at a shape of 0.01 the power alone would often be 0, and 0 / 0 a chance of nothing
    const power = Math.exp(Math.log(1 - random.next()) / shape)
    return Math.max(Number.MIN_VALUE, drawGamma(shape + 1, random) * power)
  }
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v
    }
  }
}

/** G. Box, M. Muller, 1958. */
function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
  return radius * Math.cos(2 * Math.PI * random.next())
}
