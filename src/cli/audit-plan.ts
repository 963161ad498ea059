/** `audit plan`: how many test accounts it takes to see a difference, before any is sent out. */
import { loadScenario } from '../audit/load-scenario.ts'
import { slateCount } from '../audit/scenario.ts'
import { UsageError } from '../model/errors.ts'
import { plannedTestAccounts } from '../statistics/sample-size.ts'
import { testAccountsFor } from '../statistics/share.ts'
import { type Input, type Outcome, required, share } from './command.ts'
import { count, percent, table } from './tty.ts'

const DEFAULTS = { control: 0.001, treated: 0.003, correlation: 0.05, power: 0.8, budget: 0.01 }
/** Exposure, flood ratio and time to first exposure, judged together: see `compareArms`. */
const COMPARED_MEASURES = 3
/** Of the difference that was asked for: the rows of the table. */
const FACTORS = [0.5, 1, 2, 5]

export function planAudit(input: Input): Outcome {
  const scenario = loadScenario(required(input, 'scenario'))
  const entriesPerAccount = slateCount(scenario) * scenario.slateSize
  const control = share(input, 'control', DEFAULTS.control)
  const treated = share(input, 'treated', DEFAULTS.treated)
  const correlation = share(input, 'correlation', DEFAULTS.correlation)
  const power = share(input, 'power', DEFAULTS.power)
  const budget = share(input, 'budget', DEFAULTS.budget)
  for (const [name, value] of Object.entries({ control, treated, power })) {
    if (value > 0 && value < 1) continue
    throw new UsageError(`--${name} expects a number between 0 and 1, got "${value}".`)
  }
  if (treated === control) {
    throw new UsageError(
      `--treated and --control are both ${control}; name two exposures that are to be told apart.`,
    )
  }
  const needed = (exposure: number) =>
    plannedTestAccounts(
      { control, treated: exposure, entriesPerAccount, correlation, power },
      COMPARED_MEASURES,
    )
  const perArm = needed(treated)
  const unseen = testAccountsFor(budget)
  const differences = FACTORS.map((factor) => control + factor * (treated - control)).filter(
    (exposure) => exposure > 0 && exposure < 1,
  )
  const rows = differences.map((exposure) => [
    `${percent(control, 2)} → ${percent(exposure, 2)}`,
    count(needed(exposure)),
  ])
  return {
    json: {
      scenario: scenario.name,
      entriesPerAccount,
      control,
      treated,
      correlation,
      power,
      testAccountsPerArm: perArm,
      budget,
      testAccountsToShowBudget: Number.isFinite(unseen) ? unseen : null,
    },
    text: `${scenario.title}
Each test account is shown ${count(entriesPerAccount)} entries.

${table([['exposure, control → treated', 'test accounts in each arm'], ...rows])}

To tell ${percent(treated, 2)} from ${percent(control, 2)} in ${percent(power, 0)} of the audits, at a chance of 5 % for a false alarm: ${count(perArm)} in each arm.
${Number.isFinite(unseen) ? `To show that fewer than ${percent(budget, 2)} of test accounts see any, when none does: ${count(unseen)}.` : 'No number of test accounts can show that none would ever see any.'}
Entries of one account are taken to be correlated with ${correlation}; with that, more accounts tell more than longer ones.
`,
  }
}
