/**
 * Who may have taken the place of removed accounts, by the graph as the latest import left it.
 *
 * @module
 */
import { type NetworkMap } from '../detect/map.ts'
import { reEntries } from '../detect/re-entry.ts'
import { degree } from '../graph/csr.ts'
import { type ReEntryCandidate, type Removal } from '../model/re-entry.ts'
import { ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'

/** More than anybody looks at; those with the largest overlap are kept. */
const MOST_CANDIDATES = 200

/**
 * For each removal, the accounts that were created after it and share followers with a removed one beyond
 * chance. Null where nobody's creation is known: whoever was there before took no place.
 */
export function reEntryCandidates(
  { accounts, follows, createdAtMillis }: Platform,
  { roles, networks }: Pick<NetworkMap, 'roles' | 'networks'>,
  removals: readonly Removal[],
): ReEntryCandidate[] | null {
  if (!createdAtMillis) return null
  const networkOf = new Map(
    networks.flatMap(({ id, rows }) => Array.from(rows, (row) => [row, id] as const)),
  )
  return removals.flatMap(({ decision, atMillis, accounts: removed }) => {
    const rows = removed.map((account) => accounts.find(account)).filter((row) => row >= 0)
    return reEntries(follows, Uint32Array.from(rows), (row) => createdAtMillis[row] > atMillis)
      .toSorted((a, b) => b.overlap - a.overlap || a.row - b.row)
      .slice(0, MOST_CANDIDATES)
      .map(({ row, removed: place, shared, expected, overlap }) => ({
        decision,
        account: accounts.idOf(row),
        removed: accounts.idOf(place),
        shared,
        expected,
        overlap,
        followers: degree(follows.in, row),
        createdAtMillis: createdAtMillis[row],
        role: ROLES[roles[row]],
        network: networkOf.get(row) ?? null,
      }))
  })
}
