import { NO_KNOWN_ANSWERS, NO_KNOWN_ANSWERS_UNGUARDED } from '../audit/known-answers.ts'
import { loadScenario } from '../audit/load-scenario.ts'
import { renderReport } from '../audit/report/render-report.ts'
import { type ArmResult, DEFAULT_TEST_ACCOUNTS } from '../audit/run-audit.ts'
import { testAccountsFor } from '../statistics/share.ts'
import { type NetworkMap } from '../detect/map.ts'
import { InputError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { withSwaps } from '../mitigate/with-swaps.ts'
import { hasMap } from '../platform/workspace-map.ts'
import { recommenders } from '../recommend/index.ts'
import { appliedSwaps } from './swap-file.ts'
import { planAudit } from './audit-plan.ts'
import { armsTable } from './arms-table.ts'
import {
  type Input,
  noPositionals,
  oneOf,
  optional,
  required,
  share,
  wholeNumber,
} from './command.ts'
import { type Run } from './command.ts'
import { runArms } from './guarded-audit.ts'
import { readMap } from './read-map.ts'
import { auditReport } from './report-data.ts'
import { percent } from './tty.ts'
import { writeTextFile } from './write-text-file.ts'

const GUARDS = ['off', 'on', 'both'] as const
const DEFAULT_BUDGET = 0.01

export const run: Run = async (input, { progress, stderr }) => {
  if (input.positionals.length === 1 && input.positionals[0] === 'plan') return planAudit(input)
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const scenario = loadScenario(required(input, 'scenario'))
  const asked = recommenderOf(input)
  const hasSwaps = oneOf(input, 'swaps', ['off', 'on'], 'off') === 'on'
  const guard = oneOf(input, 'guard', GUARDS, 'both')
  const testAccounts = wholeNumber(input, 'test-accounts', {
    fallback: DEFAULT_TEST_ACCOUNTS,
    least: 2,
    most: 100_000,
  })
  const seed = wholeNumber(input, 'seed', { fallback: 1, least: 0, most: 0xffffffff })
  const budget = share(input, 'budget', DEFAULT_BUDGET)
  const report = optional(input, 'report')

  const platform = openWorkspace(workspace)
  const recommender = hasSwaps ? withSwaps(asked, appliedSwaps(workspace, platform)) : asked
  const map = guard === 'off' ? mapIfCurrent(workspace, platform, stderr) : readMap(workspace)
  const caveat = guard === 'off' ? NO_KNOWN_ANSWERS_UNGUARDED : NO_KNOWN_ANSWERS
  if (!platform.truth) stderr(`${caveat}\n`)
  if (guard !== 'off') warnOfTooFew(testAccounts, budget, stderr)
  const arms = runArms({
    platform,
    recommender,
    scenario,
    testAccounts,
    seed,
    map,
    unguarded: guard !== 'on',
    guarded: guard !== 'off',
    progress,
  })
  // with both arms run, the guarded one is what people will see
  const judged = (arms.guarded ?? arms.unguarded)!
  const upperBound = judged.exposureAt10.high
  const withinBudget = upperBound <= budget
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
  }
  const verdict = `The upper bound of exposure@10 is ${percent(upperBound, 2)}, ${withinBudget ? 'within' : 'over'} the budget of ${percent(budget, 2)}; ${exposedOf(judged)} test accounts saw any network account.`
  return {
    json: { scenario: scenario.name, recommender: recommender.id, audit: arms, withinBudget },
    text: `${scenario.title}
Recommender ${recommender.id}, ${testAccounts} test accounts and as many controls.

${armsTable(arms)}${platform.truth ? '' : `\n${caveat}`}

${verdict}${report === null ? '' : `\nThe report is in ${report}.`}
`,
    exitCode: withinBudget ? 0 : 1,
  }
}

function recommenderOf(input: Input) {
  const ids = recommenders.map(({ id }) => id)
  const id = oneOf(input, 'recommender', ids)
  return recommenders.find((each) => each.id === id)!
}

/** Without a guard a map only says who counts as the network, and an audit can do without. */
function mapIfCurrent(
  workspace: string,
  { truth }: Platform,
  stderr: (text: string) => void,
): NetworkMap | null {
  let reason = 'There is no map yet'
  if (hasMap(workspace)) {
    try {
      return readMap(workspace)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      reason = 'The map is not used, since it is damaged or older than what was imported since'
    }
  }
  if (!truth) stderr(`${reason}: only accounts with harmful signals count as the network.\n`)
  return null
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
