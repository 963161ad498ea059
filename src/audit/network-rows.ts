/**
 * Which accounts count as the network in an audit, and with which a test account makes its first
 * contact.
 *
 * @module
 */
import { isNetworkRole, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'

/**
 * 1 for each account whose place in a slate is exposure to the network. Where the true answer is
 * known, everybody with a part in a network, those who may be victims included: recommending them is
 * the harm, which says nothing against them. Elsewhere, accounts with harmful signals and those that
 * were mapped: an audit then measures what is known, and what is not mapped is not seen.
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
 * with harmful signals. Distinct and rising.
 */
export function firstContactRows(platform: Platform): Uint32Array {
  if (!platform.truth) return signalledRows(platform)
  const source = ROLES.indexOf('source') + 1
  const rows: number[] = []
  for (const [row, role] of platform.truth.roles.entries()) if (role === source) rows.push(row)
  return Uint32Array.from(rows)
}

function signalledRows({ accounts, signals }: Platform): Uint32Array {
  const rows = new Set<number>()
  for (const { subject, polarity } of signals) {
    if (polarity !== 'harmful' || !('account' in subject)) continue
    const row = accounts.find(subject.account)
    if (row >= 0) rows.add(row)
  }
  return Uint32Array.from(rows).toSorted()
}
