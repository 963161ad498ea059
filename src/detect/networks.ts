/**
 * One network or three? Splits the members of a map, and says what an investigator asks first.
 *
 * Members are grouped by communities of the follows among them. A community is not yet a network:
 * any large sparse group falls into some. Those that are linked about as chance would link them
 * are put together again, those that hardly know each other stay apart.
 *
 * @module
 */
import { leidenCommunities } from '../graph/communities.ts'
import { type Csr, digraph } from '../graph/csr.ts'
import { inducedSubgraph } from '../graph/subgraph.ts'
import { undirected } from '../graph/undirected.ts'
import { countUniqueNeighbours } from '../graph/union.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { bridgingTags, type BridgingTag } from './bridging-tags.ts'

export interface Network {
  /** `network-1` is the largest. */
  readonly id: string
  /** Rows of its accounts, rising. */
  readonly rows: Uint32Array
  /** How many of them are sources; likewise below. */
  readonly sources: number
  readonly seekers: number
  readonly connectors: number
  readonly atRisk: number
  /** How many different accounts follow its sources: exact, members among them. */
  readonly uniqueFollowers: number
  /** Tags that its accounts use far more than others do, most telling first. */
  readonly bridgingTags: readonly BridgingTag[]
}

/** Two communities are one network if their links are at least this part of what chance puts there. */
const LEAST_OF_CHANCE = 0.1

/**
 * The networks among `members` (rows), largest first. A member who has no follow with another is
 * in none. `roles` are places in `ROLES`, one for each account. Roughly linear in the follows and
 * tag uses of members.
 *
 * @throws {RangeError} if a member is no account.
 */
export function findNetworks(
  platform: Pick<Platform, 'follows' | 'tags' | 'tagUses'>,
  members: ArrayLike<number>,
  roles: Uint8Array,
): Network[] {
  const { csr, rows } = inducedSubgraph(platform.follows.out, members)
  const links = undirected(digraph(csr), 'sum')
  const groups = groupsOf(links)
  const byGroup = new Map<number, number[]>()
  for (const [local, group] of groups.entries()) {
    if (links.starts[local + 1] === links.starts[local]) continue
    const found = byGroup.get(group)
    if (found) found.push(rows[local])
    else byGroup.set(group, [rows[local]])
  }
  return [...byGroup.values()]
    .toSorted((a, b) => b.length - a.length || a[0] - b[0])
    .map((group, place) => describe(platform, Uint32Array.from(group), roles, place))
}

function describe(
  platform: Pick<Platform, 'follows' | 'tags' | 'tagUses'>,
  rows: Uint32Array,
  roles: Uint8Array,
  place: number,
): Network {
  const ofRole = (role: Role) => rows.filter((row) => roles[row] === ROLES.indexOf(role))
  const sources = ofRole('source')
  return Object.freeze({
    id: `network-${place + 1}`,
    rows,
    sources: sources.length,
    seekers: ofRole('seeker').length,
    connectors: ofRole('connector').length,
    atRisk: ofRole('at-risk').length,
    uniqueFollowers: countUniqueNeighbours(platform.follows.in, sources),
    bridgingTags: bridgingTags(platform, rows),
  })
}

/** Communities of a symmetric matrix, those put together that chance would link as much. */
function groupsOf(links: Csr): Uint32Array {
  const { labels, count } = leidenCommunities(links)
  const between = new Float64Array(count * count)
  const degrees = new Float64Array(count)
  let total = 0
  for (let i = 0; i < links.rows; i++) {
    for (let e = links.starts[i], end = links.starts[i + 1]; e < end; e++) {
      const weight = links.weights ? links.weights[e] : 1
      between[labels[i] * count + labels[links.targets[e]]] += weight
      degrees[labels[i]] += weight
      total += weight
    }
  }
  const heads = Uint32Array.from({ length: count }, (_, label) => label)
  const headOf = (label: number): number => {
    while (heads[label] !== label) label = heads[label]
    return label
  }
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const chance = (degrees[a] * degrees[b]) / total
      const linked = between[a * count + b]
      if (linked > 0 && linked >= LEAST_OF_CHANCE * chance) heads[headOf(a)] = headOf(b)
    }
  }
  return labels.map(headOf)
}
