import { type Evasion, membersOf, noMoves } from './evasion.ts'

const DAY_MILLIS = 86_400_000

/**
 * Accounts made at any time before they are used, which hides the burst in which a network is made.
 * All of them older by as much would be the same burst, only earlier.
 */
export const sleeperAgeing: Evasion = {
  id: 'sleeper ageing',
  title: 'members use accounts that were made up to so long before',
  unit: 'days',
  budgets: [365, 1460],
  plan: (world, budget, random) => ({
    ...noMoves(),
    agedMillis: Float64Array.from(membersOf(world), () => random.next() * budget * DAY_MILLIS),
  }),
}
