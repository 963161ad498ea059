/**
 * The planted network: what a map should find and an audit should see.
 *
 * Its members hide: each makes `camouflage` follows to innocent accounts, a few of them to the
 * idols of fan clubs, and uses popular tags next to the network's own.
 *
 * @module
 */
import { ROLES, type Role } from '../model/role.ts'
import { type Random } from '../util/random.ts'
import { drawWhole, pick } from './draws.ts'
import { type Draft, claimGroup, createTag, follow, setAgeBand, setRole, useTag } from './draft.ts'
import { linkTwoRoles, splitTwoRoles } from './two-role.ts'
import { PLANTED_PREFIX } from './world.ts'

const BRIDGING_TAGS = 6
/** How likely a member of each role uses the network's own tags at all. */
const TAG_SHARE = { source: 0.7, connector: 0.5, seeker: 0.3 } as const
/** Innocents who happen to use the same words, for each bridging tag. */
const STRAY_USERS = 4
/** Many who sell are children themselves: share of each role that is at risk. */
const AT_RISK_SHARE = { source: 0.18, connector: 0.04, seeker: 0.03 } as const
/** Of those at risk, the share that states its age. */
const STATED_AGE_SHARE = 0.6
/** Part of the camouflage that goes to idols of innocent groups. */
const IDOL_SHARE = 0.15

type PlantedRole = keyof typeof AT_RISK_SHARE

export interface PlantedNetwork {
  /** Accounts that others follow for what they offer, whatever their age. */
  readonly sources: Uint32Array
  readonly members: Uint32Array
  readonly tags: readonly number[]
}

export function plantNetwork(draft: Draft, random: Random): PlantedNetwork {
  const { planted, sourcesPerSeeker, sourcePopularity } = draft.options
  const members = claimGroup(draft, `${PLANTED_PREFIX}1`, planted)
  const shape = splitTwoRoles(members)
  const tags = Array.from({ length: BRIDGING_TAGS }, () => createTag(draft))

  for (const [role, accounts] of [
    ['source', shape.centres],
    ['connector', shape.connectors],
    ['seeker', shape.followers],
  ] as const) {
    for (const account of accounts) {
      assignRole(draft, account, role, random)
      hide(draft, account, random)
      if (random.next() < TAG_SHARE[role]) useSome(draft, account, tags, random)
    }
  }
  linkTwoRoles(
    draft,
    { ...shape, centresPerFollower: sourcesPerSeeker, outsideFollowers: sourcePopularity },
    random,
  )
  for (const tag of tags) {
    for (let k = 0; k < STRAY_USERS; k++)
      useTag(draft, random.below(draft.options.accounts), tag, 1)
  }
  return { sources: shape.centres, members, tags }
}

/** Whether an account plays a part in a planted network: bystanders and the rest do not. */
export function isPlanted(role: number): boolean {
  return role > 0 && ROLES[role - 1] !== 'bystander'
}

/** At risk wins over every other role. Of the others few state that they are minors. */
function assignRole(draft: Draft, account: number, role: PlantedRole, random: Random): void {
  const atRisk = random.next() < AT_RISK_SHARE[role]
  const assigned: Role = atRisk ? 'at-risk' : role
  setRole(draft, account, assigned)
  if (atRisk) setAgeBand(draft, account, random.next() < STATED_AGE_SHARE ? 'minor' : 'unknown')
  else setAgeBand(draft, account, random.next() < 0.3 ? 'unknown' : 'adult')
}

/** Camouflage, and no ordinary fame: what others follow a member for is set by the shape. */
function hide(draft: Draft, account: number, random: Random): void {
  const { camouflage } = draft.options
  let toIdols = 0
  for (let k = 0; k < camouflage; k++) {
    if (random.next() >= IDOL_SHARE) continue
    follow(draft, account, pick(random, draft.idols))
    toIdols++
  }
  draft.degrees.activity[account] = camouflage - toIdols
  draft.degrees.popularity[account] = 0.5
}

function useSome(draft: Draft, account: number, tags: readonly number[], random: Random): void {
  for (let k = drawWhole(random, 1, 3); k > 0; k--) {
    useTag(draft, account, pick(random, tags), drawWhole(random, 1, 5))
  }
}
