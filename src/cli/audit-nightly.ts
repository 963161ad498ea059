/**
 * `audit nightly`: the same audit every night with new test accounts, and one verdict that holds for all
 * nights together, however often somebody looks.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs'
import { loadScenario } from '../audit/load-scenario.ts'
import {
  MOST_NIGHTS,
  type NightlyClaim,
  type NightlyLedger,
  type NightlyVerdict,
  type NightSeen,
  nightlyVerdicts,
  parseNightlyLedger,
  surfacesOf,
} from '../audit/nightly-ledger.ts'
import { type ArmResult, DEFAULT_TEST_ACCOUNTS } from '../audit/run-audit.ts'
import { type Scenario } from '../audit/scenario.ts'
import { scenarioHash } from '../audit/scenario-hash.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { type Surface } from '../model/surface.ts'
import { replaceFile } from '../platform/replace-file.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { nightGrowth } from '../statistics/betting.ts'
import { armRecord, writeAuditRecord } from './audit-records.ts'
import { type Effects, type Input, type Outcome } from './command.ts'
import { oneOf, required, share, wholeNumber } from './command.ts'
import { runArms } from './guarded-audit.ts'
import { mapIfCurrent, runTested } from './audited.ts'
import { readBudgets } from './read-budgets.ts'
import { readMap } from './read-map.ts'
import { recommenderUnderTest } from './recommender-under-test.ts'
import { count, percent } from './tty.ts'

const DEFAULT_ALPHA = 0.05
const MOST_BYTES = 16 << 20
/** Apart from each other, the seeds of two nights give no test account the same warm-up. */
const SEED_STEP = 1_000_003

export async function nightlyAudit(input: Input, { progress, stderr }: Effects): Promise<Outcome> {
  const workspace = required(input, 'workspace')
  const file = required(input, 'ledger')
  const scenario = loadScenario(required(input, 'scenario'))
  const guard = oneOf(input, 'guard', ['off', 'on'], scenario.guard === 'off' ? 'off' : 'on')
  const testAccounts = wholeNumber(input, 'test-accounts', {
    fallback: DEFAULT_TEST_ACCOUNTS,
    least: 2,
    most: 100_000,
  })
  const budgets = readBudgets(input, scenario)
  const claim: NightlyClaim = {
    scenario: scenario.name,
    scenarioHash: scenarioHash(scenario),
    recommender: required(input, 'recommender'),
    guard,
    budget: within('budget', budgets.overall),
    surfaces: budgets.surfaces,
    alpha: within('alpha', share(input, 'alpha', DEFAULT_ALPHA)),
  }
  for (const surface of surfacesOf(claim)) {
    within(`budget ${surface}`, claim.surfaces[surface]!)
    if (lookedAt(scenario).has(surface)) continue
    throw new UsageError(
      `--budget names ${surface}, where ${scenario.name} does not look; it looks at ${[...lookedAt(scenario)].join(', ')}.`,
    )
  }
  const ledger = readLedger(file, claim)
  if (ledger.nights.length >= MOST_NIGHTS) {
    throw new InputError(`${file} has ${MOST_NIGHTS} nights; name another file to begin anew.`)
  }
  const first = wholeNumber(input, 'seed', { fallback: 1, least: 0, most: 0xffffffff })
  const seed = (first + ledger.nights.length * SEED_STEP) % 2 ** 32

  const platform = openWorkspace(workspace)
  const map = guard === 'off' ? mapIfCurrent(workspace, platform, stderr) : readMap(workspace)
  const about = { workspace, platform, scenario, testAccounts, seed, guard }
  const tested = recommenderUnderTest(input, about, stderr)
  const { recommender } = tested
  const name = guard === 'off' ? 'unguarded' : 'guarded'
  const arms = await runTested(tested, () =>
    runArms({ platform, recommender, scenario, testAccounts, seed, map, arms: [name], progress }),
  )
  const arm = arms[name]!
  const at = new Date().toISOString()
  const night = {
    at,
    seed,
    testAccounts,
    ...seenOn(arm, claim.budget),
    surfaces: Object.fromEntries(
      surfacesOf(claim).map((surface) => {
        const there = arm.bySurface.find((each) => each.surface === surface)!
        return [surface, seenOn(there, claim.surfaces[surface]!)]
      }),
    ),
  }
  // another run may have written its night while this one was asking
  if (readLedger(file, claim).nights.length !== ledger.nights.length) {
    await tested.close(false)
    throw new InputError(`${file} was written by another run meanwhile; run this night again.`)
  }
  const grown: NightlyLedger = { claim, nights: [...ledger.nights, night] }
  const checks = nightlyVerdicts(grown)
  const over = checks.filter(({ crossedOnNight }) => crossedOnNight !== null)
  const isOver = over.length > 0
  const crossedOnNight = isOver ? Math.min(...over.map((check) => check.crossedOnNight!)) : null
  writeLedger(file, grown)
  writeAuditRecord(workspace, {
    at,
    scenario: scenario.name,
    surface: scenario.surface,
    recommender: recommender.id,
    testAccounts,
    budget: claim.budget,
    withinBudget: !isOver,
    unguarded: armRecord(arms.unguarded, false),
    guarded: armRecord(arms.guarded, true),
  })
  await tested.close(true)
  return {
    json: {
      ...claim,
      nights: grown.nights.length,
      e: checks[0].e,
      crossedOnNight,
      checks,
      tonight: { seed, testAccounts, exposureAt10: arm.exposureAt10 },
      withinBudget: !isOver,
    },
    text: inWords(grown, checks),
    exitCode: isOver ? 1 : 0,
  }
}

function seenOn(
  { exposureAt10, exposures }: Pick<ArmResult, 'exposureAt10' | 'exposures'>,
  budget: number,
): NightSeen {
  return { exposure: exposureAt10.value, growth: nightGrowth(exposures, budget) }
}

/** After the first contact, which is what is measured. */
function lookedAt({ steps, surface }: Scenario): Set<Surface> {
  const after = steps.slice(steps.findIndex(({ kind }) => kind === 'meet') + 1)
  return new Set(
    after.flatMap((step) => {
      if (step.kind === 'follow-recommended') return [surface]
      return step.kind === 'look' ? [step.surface ?? surface] : []
    }),
  )
}

function inWords({ claim, nights }: NightlyLedger, checks: readonly NightlyVerdict[]): string {
  const night = nights.at(-1)!
  const alarm = figure(checks.length / claim.alpha)
  const over = checks.filter(({ crossedOnNight }) => crossedOnNight !== null)
  const say = over.map(
    ({ surface, crossedOnNight }) =>
      `Exposure over budget${on(surface)}: the evidence crossed ${checks.length === 1 ? alarm : 'its level'} on night ${crossedOnNight}.`,
  )
  const lines = checks.map(({ surface, budget, e }) => {
    const { exposure } = surface === 'all' ? night : night.surfaces[surface]!
    return `Night ${nights.length}: exposure@10${on(surface)} ${percent(exposure, 2)} over ${count(night.testAccounts)} test accounts, budget ${percent(budget, 2)}; e = ${figure(e)}`
  })
  const level =
    checks.length === 1
      ? `level alpha ${claim.alpha} (an alarm at e = ${alarm})`
      : `level alpha ${claim.alpha} for all ${checks.length} budgets together (Holm: the first alarm at e = ${alarm})`
  const verdict =
    say.length === 0
      ? 'No reason to stop.'
      : `${say.join('\n')} Once the cause is mended, begin a new ledger.`
  return `${verdict}\n${lines.join(';\n')}, ${level}.\n`
}

function on(surface: NightlyVerdict['surface']): string {
  return surface === 'all' ? '' : ` on ${surface}`
}

function readLedger(file: string, claim: NightlyClaim): NightlyLedger {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) return { claim, nights: [] }
  if (!stats.isFile() || stats.size > MOST_BYTES) {
    throw new InputError(`${file} is no file of at most ${MOST_BYTES} bytes; name a ledger.`)
  }
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new InputError(`${file} is no JSON; name a ledger, or a new file.`, { cause })
  }
  return parseNightlyLedger(value, file, claim)
}

function writeLedger(file: string, ledger: NightlyLedger): void {
  try {
    replaceFile(file, [Buffer.from(`${JSON.stringify(ledger)}\n`)])
  } catch (cause) {
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new InputError(`${file} cannot be written (${code}); choose another place.`, { cause })
  }
}

function within(name: string, value: number): number {
  if (value > 0 && value < 1) return value
  throw new UsageError(`--${name} expects a number between 0 and 1, got "${value}".`)
}

/** Three figures: nobody reads more of an e-value. */
function figure(e: number): string {
  return e >= 1e6 || e < 1e-3 ? e.toExponential(1) : String(Number(e.toPrecision(3)))
}
