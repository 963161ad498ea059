import { ROLES } from '../model/role.ts'
import { type World } from '../simulate/world.ts'

/** The sizes of a made-up world, as `simulate` and `demo` answer them. */
export function describeWorld({ accountIds, follows, roles, signals }: World) {
  const planted = { sources: 0, seekers: 0, connectors: 0, atRisk: 0 }
  const names = { source: 'sources', seeker: 'seekers', connector: 'connectors' } as const
  for (const place of roles) {
    const role = place === 0 ? 'bystander' : ROLES[place - 1]
    if (role === 'at-risk') planted.atRisk++
    else if (role !== 'bystander') planted[names[role]]++
  }
  return {
    accounts: accountIds.length,
    follows: follows.sources.length,
    planted,
    seeds: signals.length,
  }
}
