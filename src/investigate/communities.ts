/**
 * The communities inside one network: what a map of more accounts than anybody can look at shows first.
 *
 * @module
 */
import { bridgingTags } from '../detect/bridging-tags.ts'
import { type Network } from '../detect/networks.ts'
import { leidenCommunities } from '../graph/communities.ts'
import { digraph } from '../graph/csr.ts'
import { inducedSubgraph } from '../graph/subgraph.ts'
import { undirected } from '../graph/undirected.ts'
import { ROLES, type Role } from '../model/role.ts'
import { type Investigation } from './investigation.ts'

export interface Community {
  /** 0 is the largest. */
  readonly id: number
  /** Rising. */
  readonly rows: readonly number[]
  readonly roles: RoleCounts
  readonly seeds: number
  /** The tag that sets it apart most; null where none does. */
  readonly tag: string | null
}

export type RoleCounts = Readonly<Record<Role, number>>

/** How many follows go between two communities, both ways; `from` is the smaller number. */
export interface CommunityLink {
  readonly from: number
  readonly to: number
  readonly follows: number
}

export interface Communities {
  readonly list: readonly Community[]
  readonly links: readonly CommunityLink[]
  /** Of each row of the network. */
  readonly of: ReadonlyMap<number, number>
}

const known = new WeakMap<Network, Communities>()

/** Found once for each network. Roughly linear in the follows of its accounts. */
export function communitiesOf(investigation: Investigation, network: Network): Communities {
  const before = known.get(network)
  if (before) return before
  const found = findCommunities(investigation, network)
  known.set(network, found)
  return found
}

function findCommunities({ platform, map }: Investigation, { rows }: Network): Communities {
  const { csr } = inducedSubgraph(platform.follows.out, rows)
  const { labels, count } = leidenCommunities(undirected(digraph(csr), 'sum'))
  const groups = Array.from({ length: count }, (): number[] => [])
  for (const [local, label] of labels.entries()) groups[label].push(rows[local])
  const seeds = new Set(map.seeds.rows)
  const sums = new Map<number, number>()
  for (let i = 0; i < rows.length; i++) {
    for (let e = csr.starts[i]; e < csr.starts[i + 1]; e++) {
      const [from, to] = [labels[i], labels[csr.targets[e]]].toSorted((a, b) => a - b)
      if (from === to) continue
      const pair = from * count + to
      sums.set(pair, (sums.get(pair) ?? 0) + 1)
    }
  }
  return Object.freeze({
    list: groups.map((group, id) =>
      Object.freeze({
        id,
        rows: group,
        roles: countRoles(map.roles, group),
        seeds: group.filter((row) => seeds.has(row)).length,
        tag: bridgingTags(platform, group)[0]?.tag ?? null,
      }),
    ),
    links: [...sums].map(([pair, follows]) =>
      Object.freeze({ from: Math.floor(pair / count), to: pair % count, follows }),
    ),
    of: new Map([...rows].map((row, local) => [row, labels[local]])),
  })
}

export function countRoles(roles: Uint8Array, rows: Iterable<number>): RoleCounts {
  const counts = { source: 0, seeker: 0, connector: 0, 'at-risk': 0, bystander: 0 }
  for (const row of rows) counts[ROLES[roles[row]]]++
  return counts
}
