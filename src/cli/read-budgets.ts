import { type Budgets } from '../audit/gate.ts'
import { type Scenario } from '../audit/scenario.ts'
import { UsageError } from '../model/errors.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { type Input, optional } from './command.ts'

const DEFAULT_BUDGET = 0.01

/**
 * `--budget 0.01`, `feed=0.01`, or several of them with commas; what is said there stands above the scenario.
 *
 * @throws {UsageError} for a number that is not in 0..1, or an unknown surface.
 */
export function readBudgets(input: Input, scenario: Pick<Scenario, 'budgets'>): Budgets {
  let overall = DEFAULT_BUDGET
  const surfaces: Partial<Record<Surface, number>> = { ...scenario.budgets }
  for (const part of (optional(input, 'budget') ?? '').split(',').filter(Boolean)) {
    const [name, text] = part.includes('=') ? part.split('=', 2) : [null, part]
    const budget = Number(text)
    const surface = SURFACES.find((each) => each === name)
    if (!(budget >= 0 && budget <= 1) || text === '') {
      throw new UsageError(`--budget expects numbers from 0 to 1, got "${text}".`)
    }
    if (name === null) overall = budget
    else if (surface) surfaces[surface] = budget
    else {
      throw new UsageError(
        `--budget names the surface "${name}"; the surfaces are ${SURFACES.join(', ')}.`,
      )
    }
  }
  return { overall, surfaces }
}
