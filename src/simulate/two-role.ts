/**
 * The shape of a group with two roles: many who mainly follow a few, and some who link them.
 *
 * One function makes the planted network and its innocent look-alikes, so that nothing but the
 * seeds and the tags can tell them apart: whoever separates them by shape alone is wrong about fans.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { drawEarly, drawLogNormal, drawWhole, roundAtRandom } from './draws.ts'
import { type Draft, follow } from './draft.ts'

export interface TwoRoleShape {
  /** Followed by the rest: sources, or a fan club's idols. */
  readonly centres: Uint32Array
  /** They follow and promote many centres, and followers follow them. */
  readonly connectors: Uint32Array
  /** They mainly follow centres. */
  readonly followers: Uint32Array
  readonly centresPerFollower: number
  /** Accounts outside the group that follow each centre. */
  readonly outsideFollowers: number
}

const FOLLOWS_SPREAD = 0.6
/** Nobody follows more than this share of the centres. */
const MOST_CENTRES = 0.6
const CENTRE_FOLLOWS_BACK_CENTRE = 0.5
const CENTRE_FOLLOWS_BACK_CONNECTOR = 0.4
const CENTRE_FOLLOWS_BACK_FOLLOWER = 0.05

export function splitTwoRoles(
  members: Uint32Array,
): Pick<TwoRoleShape, 'centres' | 'connectors' | 'followers'> {
  const centres = Math.max(3, Math.round(members.length * 0.12))
  const connectors = Math.max(2, Math.round(members.length * 0.1))
  return {
    centres: members.subarray(0, centres),
    connectors: members.subarray(centres, centres + connectors),
    followers: members.subarray(centres + connectors),
  }
}

export function linkTwoRoles(draft: Draft, shape: TwoRoleShape, random: Random): void {
  const { centres, connectors, followers, centresPerFollower } = shape
  const most = Math.max(2, Math.floor(centres.length * MOST_CENTRES))

  for (const follower of followers) {
    const wanted = drawLogNormal(random, centresPerFollower, FOLLOWS_SPREAD)
    const count = Math.min(most, Math.max(2, roundAtRandom(random, wanted)))
    for (const centre of drawCentres(random, centres, count)) {
      follow(draft, follower, centre)
      if (random.next() < CENTRE_FOLLOWS_BACK_FOLLOWER) follow(draft, centre, follower)
    }
    for (let k = drawWhole(random, 0, 2); k > 0; k--) {
      follow(draft, follower, connectors[random.below(connectors.length)])
    }
  }
  for (const connector of connectors) {
    const count = Math.min(most, drawWhole(random, 8, 25))
    for (const centre of drawCentres(random, centres, count)) {
      follow(draft, connector, centre)
      if (random.next() < CENTRE_FOLLOWS_BACK_CONNECTOR) follow(draft, centre, connector)
    }
    follow(draft, connector, connectors[random.below(connectors.length)])
  }
  for (const centre of centres) {
    const count = Math.min(most, drawWhole(random, 1, 5))
    for (const other of drawCentres(random, centres, count)) {
      follow(draft, centre, other)
      if (random.next() < CENTRE_FOLLOWS_BACK_CENTRE) follow(draft, other, centre)
    }
    addOutsideFollowers(draft, centre, shape.outsideFollowers, random)
  }
}

/** Accounts that belong to no planted network; some members of other innocent groups among them. */
function addOutsideFollowers(draft: Draft, centre: number, count: number, random: Random): void {
  const group = draft.groups[centre]
  for (let left = count, tries = count * 4; left > 0 && tries > 0; tries--) {
    const account = random.below(draft.options.accounts)
    if (draft.groups[account] === group) continue
    follow(draft, account, centre)
    left--
  }
}

/** `count` different centres, the early ones likelier: a few are known to all, most to some. */
function drawCentres(random: Random, centres: Uint32Array, count: number): Set<number> {
  const drawn = new Set<number>()
  while (drawn.size < Math.min(count, centres.length)) {
    // half by fame and half evenly, so that the last ones are found as well
    const place =
      random.next() < 0.5 ? drawEarly(random, centres.length) : random.below(centres.length)
    drawn.add(centres[place])
  }
  return drawn
}
