/**
 * What part each member plays, from its follows with other members.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'

/** Of an account with a clear role, one direction has this many times the follows of the other. */
const CLEAR = 3
/** Fewer follows with members than this, both ways together, make nobody a connector. */
const LEAST_CONNECTIONS = 4
/**
 * A minor is next to the network with this many follows with members, if they are at least this
 * part of all it has: members follow popular accounts to look ordinary, and some of those are young.
 */
const NEXT_TO = 2
const NEXT_TO_PART = 0.1

const MINOR = AGE_BANDS.indexOf('minor')
const placeOf = (role: Role) => ROLES.indexOf(role)

/**
 * The role of every account, as a place in `ROLES`.
 *
 * - `at-risk`: states to be a minor and is a member, or next to the network: at least two of its
 *   follows, and a tenth of them, are with members. It wins over every other role, since who may be
 *   a child is protected first.
 * - `source`: a member followed by members, three times as often as it follows them or more.
 * - `seeker`: a member who follows members, three times as often as they follow it or more.
 * - `connector`: a member with a good deal of both.
 * - `bystander`: everybody else, and a member who has no follows with any other.
 *
 * Where follows are few the fit decides between source and seeker: `leaningOf` a member is above 0
 * for a source. `members` are distinct rows. Linear in the follows of members, and one byte an account.
 *
 * @throws {RangeError} if a member is no account.
 */
export function assignRoles(
  { follows, ageBands }: Pick<Platform, 'follows' | 'ageBands'>,
  members: ArrayLike<number>,
  leaningOf: (member: number) => number,
): Uint8Array {
  const accounts = ageBands.length
  // follows with members: by them, and of them
  const followers = new SparseSums()
  const followed = new SparseSums()
  const { out, in: back } = follows
  for (let k = 0; k < members.length; k++) {
    const i = members[k]
    if (!(i < accounts)) {
      throw new RangeError(`"members" expected rows below ${accounts}, got ${i}`)
    }
    for (let e = out.starts[i]; e < out.starts[i + 1]; e++) followers.add(out.targets[e], 1)
    for (let e = back.starts[i]; e < back.starts[i + 1]; e++) followed.add(back.targets[e], 1)
  }

  const roles = new Uint8Array(accounts).fill(placeOf('bystander'))
  for (const counts of [followers, followed]) {
    for (const [i] of counts.entries()) {
      if (ageBands[i] !== MINOR) continue
      const both = followers.get(i) + followed.get(i)
      const all = degree(out, i) + degree(back, i)
      if (both >= NEXT_TO && both >= NEXT_TO_PART * all) roles[i] = placeOf('at-risk')
    }
  }
  for (let k = 0; k < members.length; k++) {
    const i = members[k]
    if (ageBands[i] === MINOR) roles[i] = placeOf('at-risk')
    else if (followers.get(i) + followed.get(i) > 0) {
      roles[i] = placeOf(memberRole(followers.get(i), followed.get(i), leaningOf(i)))
    }
  }
  return roles
}

function memberRole(followers: number, followed: number, leaning: number): Role {
  if (followers + followed >= LEAST_CONNECTIONS) {
    if (followers >= CLEAR * followed) return 'source'
    if (followed >= CLEAR * followers) return 'seeker'
    return 'connector'
  }
  if (followers === followed) return leaning > 0 ? 'source' : 'seeker'
  return followers > followed ? 'source' : 'seeker'
}
