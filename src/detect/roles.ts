/**
 * What part each member plays, and how likely it plays each.
 *
 * @module
 */
import { type Digraph } from '../graph/csr.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { qValues } from '../statistics/false-discovery.ts'
import { chanceOfMinor, minorsNextTo } from './at-risk.ts'
import { expectedFollows, pValueOfFollows } from './chance-follows.ts'
import { isTied, type PartChances, readRoles, type RoleReading } from './role-model.ts'
import { countOf, type RoleTally, tallyRoles } from './role-tallies.ts'

/** Of the members whom the test calls seekers or connectors, at most this share follows sources by chance. */
export const FALSE_DISCOVERY_RATE = 0.05
const [MINOR, UNKNOWN] = (['minor', 'unknown'] as const).map((band) => AGE_BANDS.indexOf(band))
const placeOf = (role: Role) => ROLES.indexOf(role)

/** What is known of a member before its part is asked for. */
export interface MemberEvidence {
  /** Above 0 if the mixture takes it for a source rather than a seeker. */
  readonly leaning: number
  /** Log-odds that it takes part, by the mixture. */
  readonly logOdds: number
  /** How far signals of its own say so, 0..1: 0 for all but seeds. */
  readonly signal: number
}

export interface AssignedRoles {
  /** A place in `ROLES` for each account. */
  readonly roles: Uint8Array
  /** For each member, in their order, how likely it has each of `ROLES`: they sum to 1. */
  readonly probabilities: Float32Array
}

/**
 * The role of every account, and the probabilities of members.
 *
 * - `at-risk`: states to be a minor and is a member, or next to the network: at least two of its
 *   follows, and a tenth of them, are with members. It wins over every other role, since who may be a child
 *   is protected first. Of those who state no age it is a probability, for people to see, and no role:
 *   where nobody states an age all sources would be shielded by it, and the guard would show them.
 * - `source`: a member of whom that is the most likely part.
 * - `seeker`, `connector`: another member, the more likely of both, who follows sources more than chance
 *   allows: degrees kept, at `FALSE_DISCOVERY_RATE` among all members who were asked that.
 * - `bystander`: everybody else, and a member who has no follows with any other.
 *
 * `members` are distinct rows. Linear in the follows of members, and one byte an account.
 *
 * @throws {RangeError} if a member is no account.
 */
export function assignRoles(
  platform: Pick<Platform, 'follows' | 'ageBands'>,
  members: ArrayLike<number>,
  evidenceOf: (member: number) => MemberEvidence,
): AssignedRoles {
  const { follows, ageBands } = platform
  checkMembers(members, ageBands.length)
  const tallies = tallyRoles(follows, members, (row) => evidenceOf(row).leaning)
  const readings = readRoles(tallies, (row) => evidenceOf(row).logOdds)
  const parts = tallies.map((tally, k) => likeliest(tally, readings[k].partChances))
  const tested = testedParts(follows, tallies, parts)
  const sourceAges = tallies
    .filter((_tally, k) => parts[k] === 'source')
    .map(({ row }) => ageBands[row])
  const chance = chanceOfMinor(sourceAges)

  const roles = new Uint8Array(ageBands.length).fill(placeOf('bystander'))
  for (const row of minorsNextTo(platform, members)) roles[row] = placeOf('at-risk')
  const probabilities = new Float32Array(ROLES.length * tallies.length)
  for (const [k, tally] of tallies.entries()) {
    const { row } = tally
    const band = ageBands[row]
    const shares = sharesOf(tally, readings[k], {
      signal: evidenceOf(row).signal,
      minor: band === MINOR ? 1 : band === UNKNOWN ? chance : 0,
    })
    for (const role of ROLES) probabilities[ROLES.length * k + placeOf(role)] = shares[role]
    roles[row] = placeOf(band === MINOR ? 'at-risk' : tested[k])
  }
  return { roles, probabilities }
}

function likeliest(tally: RoleTally, { source, seeker, connector }: PartChances): Role {
  if (!isTied(tally)) return 'bystander'
  if (source >= seeker && source >= connector) return 'source'
  return seeker >= connector ? 'seeker' : 'connector'
}

/** The parts, but for those who follow sources no more than chance allows. */
function testedParts(
  { out }: Digraph,
  tallies: readonly RoleTally[],
  parts: readonly Role[],
): Role[] {
  const sources = tallies.filter((_tally, k) => parts[k] === 'source')
  const isSource = new Uint8Array(out.rows)
  for (const { row } of sources) isSource[row] = 1
  const followers = sources.reduce((sum, one) => sum + one.followers, 0)
  const pValues = tallies.map(({ row, follows }, k) => {
    if (parts[k] === 'source' || follows === 0) return null
    const count = countOf(out, row, isSource, 1)
    return pValueOfFollows(count, expectedFollows(follows, followers, out.targets.length))
  })
  const asked = pValues.filter((value) => value !== null)
  const values = qValues(asked)[Symbol.iterator]()
  return parts.map((part, k) => {
    const qValue = pValues[k] === null ? 1 : values.next().value!
    return part === 'source' || qValue <= FALSE_DISCOVERY_RATE ? part : 'bystander'
  })
}

interface Outside {
  readonly signal: number
  /** How likely it is a minor if it is a source; 1 if it says so. */
  readonly minor: number
}

function sharesOf(
  tally: RoleTally,
  { partChances, claimChance }: RoleReading,
  { signal, minor }: Outside,
): Record<Role, number> {
  if (minor === 1) return { source: 0, seeker: 0, connector: 0, 'at-risk': 1, bystander: 0 }
  if (!isTied(tally)) return { source: 0, seeker: 0, connector: 0, 'at-risk': 0, bystander: 1 }
  // signals and follows are two witnesses: that it takes no part both would have to be wrong
  const claimed = 1 - (1 - claimChance) * (1 - signal)
  const { source, seeker, connector } = partChances
  return {
    source: claimed * source * (1 - minor),
    seeker: claimed * seeker,
    connector: claimed * connector,
    'at-risk': claimed * source * minor,
    bystander: 1 - claimed,
  }
}

function checkMembers(members: ArrayLike<number>, accounts: number): void {
  for (let k = 0; k < members.length; k++) {
    if (members[k] < accounts) continue
    throw new RangeError(`"members" expected rows below ${accounts}, got ${members[k]}`)
  }
}
