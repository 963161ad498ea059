import { type Role } from '../model/role.ts'
import { type NetworkMap, roleProbabilitiesOf } from './map.ts'

/**
 * How many of `rows` have each role, as the sum of their probabilities: what a count of roles does not
 * say is how sure it is. Rows of no member do not count.
 */
export function expectedRoles(
  map: Pick<NetworkMap, 'members' | 'roleProbabilities'>,
  rows: Iterable<number>,
): Record<Role, number> {
  const sums = { source: 0, seeker: 0, connector: 0, 'at-risk': 0, bystander: 0 }
  for (const row of rows) {
    const chances = roleProbabilitiesOf(map, row)
    if (!chances) continue
    sums.source += chances.source
    sums.seeker += chances.seeker
    sums.connector += chances.connector
    sums['at-risk'] += chances['at-risk']
    sums.bystander += chances.bystander
  }
  return sums
}
