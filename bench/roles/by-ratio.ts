/**
 * Roles as they were decided before there was a test: by how many times the follows of one direction are
 * those of the other. What the test is held against.
 *
 * @module
 */
import { type Role } from '../../src/model/role.ts'
import { type RoleTally } from '../../src/detect/role-tallies.ts'

/** Of an account with a clear role, one direction has this many times the follows of the other. */
const CLEAR = 3
/** Fewer follows with members than this, both ways together, make nobody a connector. */
const LEAST_CONNECTIONS = 4

export function roleByRatio({ membersFollowed, memberFollowers, isFollowed }: RoleTally): Role {
  const all = membersFollowed + memberFollowers
  if (all === 0) return 'bystander'
  if (all < LEAST_CONNECTIONS) return isFollowed ? 'source' : 'seeker'
  if (memberFollowers >= CLEAR * membersFollowed) return 'source'
  return membersFollowed >= CLEAR * memberFollowers ? 'seeker' : 'connector'
}
