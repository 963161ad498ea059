/**
 * What software acts on, where a role is what people are told.
 *
 * A member whose follows of sources do not go beyond chance is called a bystander. That is a matter of how
 * many follows there are and how large the network is beside the platform, and not of whether it takes part, which
 * the log-odds say: where every tenth follow of a platform goes to sources, a fifth of the seekers were
 * called bystanders, and a guard that cleared them showed them to everybody.
 *
 * @module
 */
import { ROLES } from '../model/role.ts'

const BYSTANDER = ROLES.indexOf('bystander')

/**
 * A place in `ROLES` for each account: its role or, of a member that is a bystander, the likeliest part beside that.
 * A member without any tie to the others has no other part and stays one.
 *
 * @param probabilities of `members`, in their order, over `ROLES`.
 */
export function likeliestParts(
  members: ArrayLike<number>,
  roles: Uint8Array,
  probabilities: Float32Array,
): Uint8Array {
  const parts = roles.slice()
  for (let k = 0; k < members.length; k++) {
    if (roles[members[k]] !== BYSTANDER) continue
    let most = 0
    for (let role = 0; role < ROLES.length; role++) {
      const chance = probabilities[ROLES.length * k + role]
      // who is guessed to be a child is a source that states no age
      if (role === BYSTANDER || ROLES[role] === 'at-risk' || chance <= most) continue
      most = chance
      parts[members[k]] = role
    }
  }
  return parts
}
