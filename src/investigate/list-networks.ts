/**
 * The networks of a map in numbers: nothing here names an account.
 *
 * @module
 */
import { networkSize } from '../detect/network-size.ts'
import { countUniqueNeighbours } from '../graph/union.ts'
import { type Interval } from '../statistics/interval.ts'
import { countRoles, type RoleCounts } from './communities.ts'
import { type Investigation } from './investigation.ts'

export interface NetworkSummary {
  readonly id: string
  readonly accounts: number
  readonly seeds: number
  readonly roles: RoleCounts
  /** How many different accounts follow its sources: exact. */
  readonly uniqueFollowers: number
  /** How many different accounts outside of it follow any of it: whom it may reach. */
  readonly reach: number
  /** How far it stays one network, and the same, when its follows are drawn anew, 0..1. */
  readonly stability: number
}

export interface NetworkList {
  readonly map: string
  readonly networks: readonly NetworkSummary[]
  /** Smaller ones that are not listed. */
  readonly more: number
  /** How many accounts were found to take part, seeds among them. */
  readonly found: number
  /** How many take part, those not found among them, with the 95 % interval; null where nothing says. */
  readonly size: Interval | null
}

/** A map of scattered seeds has very many networks of two or three accounts. */
const MOST_LISTED = 200
const known = new WeakMap<Investigation, NetworkList>()

/** Linear in who follows them, the first time. */
export function listNetworks(investigation: Investigation): NetworkList {
  const before = known.get(investigation)
  if (before) return before
  const { platform, map, mark } = investigation
  const seeds = new Set(map.seeds.rows)
  const networks = map.networks.slice(0, MOST_LISTED).map((network) => ({
    id: network.id,
    accounts: network.rows.length,
    seeds: network.rows.filter((row) => seeds.has(row)).length,
    roles: countRoles(map.roles, network.rows),
    uniqueFollowers: network.uniqueFollowers,
    reach: countUniqueNeighbours(platform.follows.in, network.rows, network.rows),
    stability: network.stability,
  }))
  const list = Object.freeze({
    map: mark,
    networks,
    more: map.networks.length - networks.length,
    found: map.members.length,
    size: networkSize(map),
  })
  known.set(investigation, list)
  return list
}
