import { NO_KNOWN_ANSWERS, NO_KNOWN_ANSWERS_UNGUARDED } from '../audit/known-answers.ts'
import { type GateCheck, gateChecks } from '../audit/gate.ts'
import { junitXml } from '../audit/gate-reports/junit.ts'
import { markdownSummary } from '../audit/gate-reports/markdown.ts'
import { sarifJson } from '../audit/gate-reports/sarif.ts'
import { checkSentence, type GateOf } from '../audit/gate-reports/sentences.ts'
import { loadScenario } from '../audit/load-scenario.ts'
import { renderReport } from '../audit/report/render-report.ts'
import { type ArmResult, DEFAULT_TEST_ACCOUNTS } from '../audit/run-audit.ts'
import { SCENARIO_GUARDS, type ScenarioGuard } from '../audit/scenario.ts'
import { scenarioHash } from '../audit/scenario-hash.ts'
import { signReport } from '../casework/signed-report.ts'
import { testAccountsFor } from '../statistics/share.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { openAuditKey } from './audit-key.ts'
import { armRecord, writeAuditRecord } from './audit-records.ts'
import { nightlyAudit } from './audit-nightly.ts'
import { planAudit } from './audit-plan.ts'
import { armsTable } from './arms-table.ts'
import { mapIfCurrent, runTested } from './audited.ts'
import { type Input, noPositionals, oneOf, optional, required, wholeNumber } from './command.ts'
import { type Run } from './command.ts'
import { type GuardArm, runArms } from './guarded-audit.ts'
import { publicKeyPem } from './public-key.ts'
import { readBudgets } from './read-budgets.ts'
import { readMap } from './read-map.ts'
import { recommenderUnderTest } from './recommender-under-test.ts'
import { auditReport } from './report-data.ts'
import { percent } from './tty.ts'
import { type Json } from '../util/canonical-json.ts'
import { writeTextFile } from './write-text-file.ts'

const GUARDS: Readonly<Record<ScenarioGuard, readonly GuardArm[]>> = {
  off: ['unguarded'],
  on: ['guarded'],
  shadow: ['unguarded', 'shadow'],
  both: ['unguarded', 'guarded'],
  all: ['unguarded', 'guarded', 'shadow', 'candidatesOnly', 'learningOnly'],
}

export const run: Run = async (input, effects) => {
  const { progress, stderr } = effects
  const [part] = input.positionals.length === 1 ? input.positionals : []
  if (part === 'plan') return planAudit(input)
  if (part === 'nightly') return await nightlyAudit(input, effects)
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const scenario = loadScenario(required(input, 'scenario'))
  const guard = oneOf(input, 'guard', SCENARIO_GUARDS, scenario.guard ?? 'both')
  const testAccounts = wholeNumber(input, 'test-accounts', {
    fallback: DEFAULT_TEST_ACCOUNTS,
    least: 2,
    most: 100_000,
  })
  const seed = wholeNumber(input, 'seed', { fallback: 1, least: 0, most: 0xffffffff })
  const budgets = readBudgets(input, scenario)
  const budget = budgets.overall
  const report = optional(input, 'report')

  const platform = openWorkspace(workspace)
  const map = guard === 'off' ? mapIfCurrent(workspace, platform, stderr) : readMap(workspace)
  const caveat = guard === 'off' ? NO_KNOWN_ANSWERS_UNGUARDED : NO_KNOWN_ANSWERS
  if (!platform.truth) stderr(`${caveat}\n`)
  if (guard !== 'off') warnOfTooFew(testAccounts, budget, stderr)
  const about = { workspace, platform, scenario, testAccounts, seed, guard }
  const tested = recommenderUnderTest(input, about, stderr)
  const { recommender } = tested
  const arms = await runTested(tested, () =>
    runArms({
      platform,
      recommender,
      scenario,
      testAccounts,
      seed,
      map,
      arms: GUARDS[guard],
      progress,
    }),
  )
  // with both arms run, the guarded one is what people will see
  const judged = (arms.guarded ?? arms.unguarded)!
  const upperBound = judged.exposureAt10.high
  const checks = gateChecks(judged, budgets)
  const withinBudget = checks.every(({ isWithin }) => isWithin)
  writeAuditRecord(workspace, {
    at: new Date().toISOString(),
    scenario: scenario.name,
    surface: scenario.surface,
    recommender: recommender.id,
    testAccounts,
    budget,
    withinBudget,
    unguarded: armRecord(arms.unguarded, false),
    guarded: armRecord(arms.guarded, true),
  })
  if (report !== null) {
    const data = auditReport({
      platform,
      map,
      arms,
      scenario,
      recommender,
      seed,
      budget,
      withinBudget,
    })
    writeTextFile(report, renderReport(data))
    const signed: Json = JSON.parse(
      JSON.stringify({
        recommender: recommender.id,
        release: optional(input, 'release'),
        authorisedBy: tested.authorisedBy,
        scenario: scenario.name,
        scenarioHash: scenarioHash(scenario),
        testAccounts,
        seed,
        checks,
        audit: arms,
      }),
    )
    const beside = jsonBeside(report)
    writeTextFile(
      beside,
      `${JSON.stringify(signReport(signed, openAuditKey(workspace)), null, 2)}\n`,
    )
  }
  const publicKey = optional(input, 'public-key')
  if (publicKey !== null) writeTextFile(publicKey, publicKeyPem(openAuditKey(workspace)))
  writeGate(input, checks, { recommender: recommender.id, scenario: scenario.name })
  await tested.close(true)
  const verdict = `The upper bound of exposure@10 is ${percent(upperBound, 2)}, ${upperBound <= budget ? 'within' : 'over'} the budget of ${percent(budget, 2)}; ${exposedOf(judged)} test accounts saw any network account.${surfaceVerdicts(checks)}`
  return {
    json: {
      scenario: scenario.name,
      scenarioHash: scenarioHash(scenario),
      recommender: recommender.id,
      authorisedBy: tested.authorisedBy,
      audit: arms,
      checks,
      withinBudget,
    },
    text: `${scenario.title}
Recommender ${recommender.id}, ${testAccounts} test accounts and as many controls.

${armsTable(arms)}${platform.truth ? '' : `\n${caveat}`}

${verdict}${report === null ? '' : `\nThe report is in ${report}, and signed as ${jsonBeside(report)}.`}
`,
    exitCode: withinBudget ? 0 : 1,
  }
}

function writeGate(input: Input, checks: readonly GateCheck[], of: GateOf): void {
  const scenarioFile = required(input, 'scenario')
  const writers: Readonly<Record<string, () => string>> = {
    junit: () => junitXml(checks, of),
    sarif: () => sarifJson(checks, { ...of, scenarioFile }),
    markdown: () => markdownSummary(checks, of),
  }
  for (const [name, write] of Object.entries(writers)) {
    const file = optional(input, name)
    if (file !== null) writeTextFile(file, write())
  }
}

function surfaceVerdicts(checks: readonly GateCheck[]): string {
  return checks
    .filter(({ surface }) => surface !== 'all')
    .map((check) => `\n${checkSentence(check)}`)
    .join('')
}

function jsonBeside(report: string): string {
  return `${report.replace(/\.html?$/i, '')}.json`
}

function warnOfTooFew(testAccounts: number, budget: number, stderr: (text: string) => void): void {
  const needed = testAccountsFor(budget)
  if (testAccounts >= needed) return
  const cure = Number.isFinite(needed)
    ? `it takes ${needed}`
    : 'no number of them can, so this budget is never held'
  stderr(
    `${testAccounts} test accounts cannot show exposure ${budget === 0 ? 'of' : 'below'} ${budget}, even if none of them sees any; ${cure}.\n`,
  )
}

function exposedOf({ shareExposed, testAccounts }: ArmResult): string {
  const exposed = Math.round(shareExposed * testAccounts)
  return `${exposed === 0 ? 'none' : exposed} of ${testAccounts}`
}
