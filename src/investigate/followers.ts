/**
 * How many different accounts follow any of a selection: exact, and a number only.
 *
 * @module
 */
import { uniqueNeighbours } from '../graph/union.ts'
import { countRoles, type RoleCounts } from './communities.ts'
import { type Investigation, networkNamed, rowsNamed } from './investigation.ts'

export const MOST_SELECTED = 5000

export interface FollowersQuestion {
  readonly kind: 'unique-followers'
  readonly network: string
  readonly accounts: readonly string[]
}

export interface UniqueFollowers {
  readonly map: string
  /** How many of the accounts are known. */
  readonly of: number
  readonly uniqueFollowers: number
  /** Those of them that are in the network that was asked about. */
  readonly inNetwork: number
  readonly roles: RoleCounts
  readonly leftOut: { readonly unknown: number }
}

/** Linear in the followers of the selection. */
export function uniqueFollowers(
  investigation: Investigation,
  { network: id, accounts }: FollowersQuestion,
): UniqueFollowers {
  const { platform, map, mark, networkOf } = investigation
  const network = networkNamed(investigation, id)
  const place = map.networks.indexOf(network)
  const { rows, unknown } = rowsNamed(investigation, accounts)
  const followers = uniqueNeighbours(platform.follows.in, rows)
  let inNetwork = 0
  for (const row of followers) if (networkOf(row) === place) inNetwork++
  return {
    map: mark,
    of: rows.length,
    uniqueFollowers: followers.length,
    inNetwork,
    roles: countRoles(map.roles, followers),
    leftOut: { unknown },
  }
}
