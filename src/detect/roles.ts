/**
 * What part each member plays, from its follows with other members.
 *
 * @module
 */
import { AGE_BANDS } from '../model/age-band.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { type MixtureFit } from './mixture.ts'

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
 * Where follows are few the fit decides between source and seeker. `members` are rows. Linear in
 * the accounts and the follows of members.
 *
 * @throws {RangeError} if a member is no account.
 */
export function assignRoles(
  { follows, ageBands }: Pick<Platform, 'follows' | 'ageBands'>,
  { sourceWeights, seekerWeights }: Pick<MixtureFit, 'sourceWeights' | 'seekerWeights'>,
  members: ArrayLike<number>,
): Uint8Array {
  const accounts = ageBands.length
  const isMember = new Uint8Array(accounts)
  for (let k = 0; k < members.length; k++) {
    if (!(members[k] < accounts)) {
      throw new RangeError(`"members" expected rows below ${accounts}, got ${members[k]}`)
    }
    isMember[members[k]] = 1
  }
  // follows with members: by them, and of them
  const followers = new Uint32Array(accounts)
  const followed = new Uint32Array(accounts)
  const { out, in: back } = follows
  for (let k = 0; k < members.length; k++) {
    const i = members[k]
    for (let e = out.starts[i]; e < out.starts[i + 1]; e++) followers[out.targets[e]]++
    for (let e = back.starts[i]; e < back.starts[i + 1]; e++) followed[back.targets[e]]++
  }

  const roles = new Uint8Array(accounts).fill(placeOf('bystander'))
  for (let i = 0; i < accounts; i++) {
    const both = followers[i] + followed[i]
    const all = out.starts[i + 1] - out.starts[i] + back.starts[i + 1] - back.starts[i]
    const isNextTo = both >= NEXT_TO && both >= NEXT_TO_PART * all
    if (ageBands[i] === MINOR && (isMember[i] !== 0 || isNextTo)) {
      roles[i] = placeOf('at-risk')
    } else if (isMember[i] !== 0 && both > 0) {
      const leaning = sourceWeights[i] - seekerWeights[i]
      roles[i] = placeOf(memberRole(followers[i], followed[i], leaning))
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
