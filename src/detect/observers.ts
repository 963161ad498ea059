/**
 * Who follows a network's sources to watch them, and hundreds of others: journalists, researchers.
 *
 * To the mixture four follows with sources are strong evidence, whatever else an account follows: it
 * must be, or members would hide behind follows elsewhere. So an account that gives the sources a
 * far smaller part of its follows than this network's own seekers do is not called innocent; its evidence
 * counts for less than what withholds without a person. Measured against the network's own, since where
 * all hide behind many follows, a small part says nothing.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'

/** Sources in less than this part of what it follows… */
const SMALL_PART = 0.1
/** …and in less than this part of what half of the network's seekers have at least. */
const OF_USUAL = 0.5
/** Odds of 6 to 1: more than limits an account, less than withholds it. */
const MOST = Math.log(6)

const [SOURCE, SEEKER, CONNECTOR, AT_RISK] = (
  ['source', 'seeker', 'connector', 'at-risk'] as const
).map((role) => ROLES.indexOf(role))

/**
 * The most that may be said of a member, as natural log-odds: infinite but for those who may be
 * observers. Sources have no bound. `members` are distinct rows, `roles` one for each account; members at
 * risk count as sources, since many are, and so do seeds, since a seed is why somebody watches. Linear in
 * the follows of members.
 */
export function boundsOfObservers(
  { follows }: Pick<Platform, 'follows'>,
  members: ArrayLike<number>,
  roles: Uint8Array,
  isSeed: { has(row: number): boolean },
): (member: number) => number {
  const { out } = follows
  const isWatched = new Set<number>()
  for (let k = 0; k < members.length; k++) {
    const role = roles[members[k]]
    if (role === SOURCE || role === AT_RISK || isSeed.has(members[k])) isWatched.add(members[k])
  }
  const parts = new Map<number, number>()
  for (let k = 0; k < members.length; k++) {
    const member = members[k]
    const all = degree(out, member)
    if (all === 0 || (roles[member] !== SEEKER && roles[member] !== CONNECTOR)) continue
    let watched = 0
    for (let e = out.starts[member]; e < out.starts[member + 1]; e++) {
      if (isWatched.has(out.targets[e])) watched++
    }
    parts.set(member, watched / all)
  }
  const sorted = [...parts.values()].toSorted((a, b) => a - b)
  const usual = sorted[sorted.length >> 1] ?? 0
  const least = Math.min(SMALL_PART, OF_USUAL * usual)
  return (member) => ((parts.get(member) ?? Infinity) < least ? MOST : Infinity)
}
