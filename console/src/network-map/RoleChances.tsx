import type { DrawnAccount } from './networks.ts'
import { chanceWords } from './words.ts'

/** How sure the role of one account is, in a line; nothing for whoever is of no network. */
export function RoleChances({ account }: { account: DrawnAccount }) {
  if (!account.roleProbabilities) return null
  return <p className="muted small">Probability: {chanceWords(account.roleProbabilities)}</p>
}
