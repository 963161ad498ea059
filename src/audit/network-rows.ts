/**
 * Which accounts count as the network in an audit, and with which a test account makes its first
 * contact.
 *
 * @module
 */
import { acceptedSubjects } from '../model/accepted-signals.ts'
import { isNetworkRole, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'

/**
 * 1 for each account whose place in a slate is exposure to the network. Where the true answer is
 * known, everybody with a part in a network, those who may be victims included: recommending them is
 * the harm, which says nothing against them. Elsewhere, accounts with accepted harmful signals and those
 * that were mapped. That is what a guard withholds too: an audit then shows that the guard does what
 * it is told, and neither what the map missed nor whom it took by mistake.
 */
export function networkRows(platform: Platform, mapped: Iterable<number> = []): Uint8Array {
  const harmful = new Uint8Array(platform.accounts.size)
  if (platform.truth) {
    for (const [row, role] of platform.truth.roles.entries()) {
      if (role > 0 && isNetworkRole(ROLES[role - 1])) harmful[row] = 1
    }
    return harmful
  }
  for (const row of signalledRows(platform)) harmful[row] = 1
  for (const row of mapped) harmful[row] = 1
  return harmful
}

/**
 * Rows for the first contact: the sources where the true answer is known, elsewhere the accounts
 * with accepted harmful signals. Distinct and rising.
 */
export function firstContactRows(platform: Platform): Uint32Array {
  if (!platform.truth) return signalledRows(platform)
  const source = ROLES.indexOf('source') + 1
  const rows: number[] = []
  for (const [row, role] of platform.truth.roles.entries()) if (role === source) rows.push(row)
  return Uint32Array.from(rows)
}

/** The accounts that a map would start from too. */
function signalledRows({ accounts, signals }: Platform): Uint32Array {
  const accepted = acceptedSubjects(signals, (subject) =>
    'account' in subject ? accounts.find(subject.account) : -1,
  )
  return Uint32Array.from(accepted.keys()).toSorted()
}
