import { loadScenario } from '../audit/load-scenario.ts'
import { renderReport } from '../audit/report/render-report.ts'
import { DEFAULT_TEST_ACCOUNTS } from '../audit/run-audit.ts'
import { testAccountsFor } from '../audit/statistics.ts'
import { mapFrom } from '../detect/map-file.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { openMap } from '../platform/workspace-map.ts'
import { recommenders } from '../recommend/index.ts'
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
import { auditReport } from './report-data.ts'
import { percent } from './tty.ts'
import { writeTextFile } from './write-text-file.ts'

const GUARDS = ['off', 'on', 'both'] as const
const DEFAULT_BUDGET = 0.01

export const run: Run = async (input, { progress, stderr }) => {
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const scenario = loadScenario(required(input, 'scenario'))
  const recommender = recommenderOf(input)
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
  const map = guard === 'off' ? null : mapFrom(openMap(workspace))
  if (guard !== 'off' && budget > 0 && testAccounts < testAccountsFor(budget)) {
    stderr(
      `${testAccounts} test accounts cannot show exposure below ${budget}, even if none of them sees any; it takes ${testAccountsFor(budget)}.\n`,
    )
  }
  const unguarded = guard !== 'on'
  const arms = runArms({
    platform,
    recommender,
    scenario,
    testAccounts,
    seed,
    map,
    unguarded,
    progress,
  })
  // with both arms run, the guarded one is what people will see
  const judged = arms.guarded ?? arms.unguarded
  const upperBound = judged?.exposureAt10.high ?? 1
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
  const verdict = `The upper bound of exposure@10 is ${percent(upperBound, 2)}, ${withinBudget ? 'within' : 'over'} the budget of ${percent(budget, 2)}.`
  return {
    json: { scenario: scenario.name, recommender: recommender.id, audit: arms, withinBudget },
    text: `${scenario.title}
Recommender ${recommender.id}, ${testAccounts} test accounts and as many controls.

${armsTable(arms)}

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
