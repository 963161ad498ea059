import { type Evasion, noMoves } from './evasion.ts'

const DAY_MILLIS = 86_400_000

/** Accounts made long before they are used, which hides the burst in which a network is made. */
export const sleeperAgeing: Evasion = {
  id: 'sleeper ageing',
  title: 'members use accounts that were made long before',
  unit: 'days',
  budgets: [365, 1460],
  plan: (_world, budget) => ({ ...noMoves(), agedMillis: budget * DAY_MILLIS }),
}
