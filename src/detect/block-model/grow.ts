/**
 * Grows a block account by account for as long as that shortens the telling: the stopping rule is the
 * length itself.
 *
 * @module
 */
import { SCATTERED } from './communities.ts'
import { type Division, countTies, moveCost, moveTo } from './division.ts'

/** Most sweeps over the accounts around the block; mostly it is at rest after three to ten. */
const MOST_SWEEPS = 30
/** Accounts outside of the block that a sweep looks at: those with the most ties to it… */
const MOST_LOOKED_AT = 4000
/** …and no fewer than this. */
const FEWEST_TIES = 2
/**
 * Nats that a member must be worth beyond what it costs to tell: many thousand accounts are asked,
 * and hardly any is of a network. In made-up worlds without it one claim in five was wrong, each of an
 * account with two or three ties that chance had made.
 */
export const MEMBER_COST = 4

/** Move accounts into block `network` and out of it until no move helps, or the purse is empty; `pinned` ones stay. */
export function grow(division: Division, network: number, pinned: ReadonlySet<number>): void {
  for (let sweep = 0; sweep < MOST_SWEEPS && division.purse.entries > 0; sweep++) {
    let moved = false
    for (const i of accountsAround(division, network)) {
      if (pinned.has(i)) continue
      const isMember = division.labels[i] === network
      if (isMember && division.sizes[network] === 1) continue
      if (memberLogOdds(division, i, network) > 0 === isMember) continue
      moveTo(division, i, isMember ? closestCommunity(division, i, network) : network)
      moved = true
    }
    if (!moved) return
  }
}

/**
 * Log odds that account `i` is of block `network` and not of the community that it is closest to,
 * given where all others are; its ties are counted. Linear in its follows.
 */
export function memberLogOdds(division: Division, i: number, network: number): number {
  countTies(division, i)
  const saved =
    division.labels[i] === network
      ? moveCost(division, i, closestCommunity(division, i, network))
      : -moveCost(division, i, network)
  return saved - MEMBER_COST
}

/** Members of the block, and who has most ties with them. */
export function accountsAround({ labels, local }: Division, network: number): Uint32Array {
  const ties = new Map<number, number>()
  const members: number[] = []
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== network) continue
    members.push(i)
    for (const { among } of [local.following, local.followed]) {
      for (let e = among.starts[i]; e < among.starts[i + 1]; e++) {
        const j = among.targets[e]
        if (labels[j] !== network) ties.set(j, (ties.get(j) ?? 0) + 1)
      }
    }
  }
  const close = [...ties]
    .filter(([, count]) => count >= FEWEST_TIES)
    .toSorted(([i, a], [j, b]) => b - a || i - j)
    .slice(0, MOST_LOOKED_AT)
  return Uint32Array.from([...members, ...close.map(([i]) => i)])
}

/** Communities that a member is held against: those it has the most ties with, and the scattered. */
const MOST_COMPARED = 4

/** The community in which account `i`, whose ties are counted, costs least. O(communities). */
export function closestCommunity(division: Division, i: number, network: number): number {
  const { to, from, blocks, sizes } = division
  const others: number[] = []
  for (let s = 1; s < blocks - 1; s++) if (s !== network && sizes[s] > 0) others.push(s)
  others.sort((a, b) => to[b] + from[b] - to[a] - from[a] || a - b)
  let closest = SCATTERED
  let least = sizes[SCATTERED] > 0 ? moveCost(division, i, SCATTERED) : Infinity
  for (const s of others.slice(0, MOST_COMPARED)) {
    const cost = moveCost(division, i, s)
    if (cost >= least) continue
    least = cost
    closest = s
  }
  return closest
}
