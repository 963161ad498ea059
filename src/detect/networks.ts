/**
 * Splits the members of a map into networks (network-groups.ts), and says what an investigator asks
 * first of each.
 *
 * @module
 */
import { type Csr, degree, digraph } from '../graph/csr.ts'
import { inducedSubgraph } from '../graph/subgraph.ts'
import { undirected } from '../graph/undirected.ts'
import { countUniqueNeighbours } from '../graph/union.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { createRandom } from '../util/random.ts'
import { bridgingTags, type BridgingTag } from './bridging-tags.ts'
import { groupsOf, stabilityOf } from './network-groups.ts'
import { type RisingTag, risingTags } from './rising-tags.ts'
import { type TagsBefore } from './tag-census.ts'
import { type FamilyOf, tagFamilies, tagsUsedBy } from './tag-families.ts'

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
  /**
   * Of the ends of follows that its accounts have, the part that is with others, 0..1: what the
   * network would cost to cut off. High for those who hide among many follows.
   */
  readonly conductance: number
  /** How far it stays one network, and the same, when its follows are drawn anew, 0..1. */
  readonly stability: number
  /** Tags that its accounts use far more than others do, most telling first. */
  readonly bridgingTags: readonly BridgingTag[]
  /** Tags that are new since the map before and rise with it; null where there was none before. */
  readonly risingTags: readonly RisingTag[] | null
}

export interface NetworkOptions {
  /** Spellings of one word. */
  readonly familyOf?: FamilyOf
  readonly tagsBefore?: TagsBefore | null // defaults to null
}

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
  {
    familyOf = tagFamilies(platform, tagsUsedBy(platform, members)),
    tagsBefore = null,
  }: NetworkOptions = {},
): Network[] {
  const { csr, rows } = inducedSubgraph(platform.follows.out, members)
  const links = undirected(digraph(csr), 'sum')
  const groups = groupsOf(links)
  const stability = stabilityOf(links, groups, createRandom(1))
  const byGroup = new Map<number, number[]>()
  for (const [local, group] of groups.entries()) {
    if (links.starts[local + 1] === links.starts[local]) continue
    const found = byGroup.get(group)
    if (found) found.push(rows[local])
    else byGroup.set(group, [rows[local]])
  }
  const found = [...byGroup].toSorted(([, a], [, b]) => b.length - a.length || a[0] - b[0])
  const risen = tagsBefore
    ? risingTags(
        platform,
        found.map(([, members]) => members),
        tagsBefore,
        familyOf,
      )
    : null
  return found.map(([group, members], place) =>
    describe(platform, Uint32Array.from(members), roles, {
      id: `network-${place + 1}`,
      stability: stability.get(group) ?? 0,
      bridgingTags: bridgingTags(platform, members, familyOf),
      risingTags: risen?.[place] ?? null,
    }),
  )
}

function describe(
  platform: Pick<Platform, 'follows' | 'tags' | 'tagUses'>,
  rows: Uint32Array,
  roles: Uint8Array,
  known: Pick<Network, 'id' | 'stability' | 'bridgingTags' | 'risingTags'>,
): Network {
  const ofRole = (role: Role) => rows.filter((row) => roles[row] === ROLES.indexOf(role))
  const sources = ofRole('source')
  return Object.freeze({
    ...known,
    rows,
    sources: sources.length,
    seekers: ofRole('seeker').length,
    connectors: ofRole('connector').length,
    atRisk: ofRole('at-risk').length,
    uniqueFollowers: countUniqueNeighbours(platform.follows.in, sources),
    conductance: conductanceOf(platform.follows.out, platform.follows.in, rows),
  })
}

/** The cut over the smaller side (F. Chung, Spectral graph theory, 1997), each follow having two ends. */
function conductanceOf(out: Csr, back: Csr, rows: Uint32Array): number {
  const within = new Set(rows)
  let ends = 0
  let inside = 0
  for (const row of rows) {
    ends += degree(out, row) + degree(back, row)
    for (let e = out.starts[row]; e < out.starts[row + 1]; e++) {
      if (within.has(out.targets[e])) inside += 2
    }
  }
  const smaller = Math.min(ends, 2 * out.targets.length - ends)
  return smaller === 0 ? 0 : (ends - inside) / smaller
}
