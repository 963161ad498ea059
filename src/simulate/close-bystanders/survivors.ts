import { ROLES } from '../../model/role.ts'
import { type Random } from '../../util/random.ts'
import { drawWhole, pick } from '../draws.ts'
import { claimGroup, createTag, type Draft, follow, setAgeBand, useTag } from '../draft.ts'
import { groupSize } from '../look-alikes/look-alike.ts'
import { type PlantedNetwork } from '../planted.ts'

const HELPERS = 6
const AT_RISK = ROLES.indexOf('at-risk') + 1

/**
 * People to whom it happened, and a few helpers whom all follow. Children whom the network uses
 * find them and follow them too; some are followed back. The help that must never be cut off.
 */
export function plantSurvivors(draft: Draft, { members }: PlantedNetwork, random: Random): void {
  const group = claimGroup(draft, 'survivors-1', groupSize(draft, 30, 150))
  const helpers = group.subarray(0, HELPERS)
  const tag = createTag(draft)
  for (const member of group) {
    setAgeBand(draft, member, random.next() < 0.2 ? 'minor' : 'unknown')
    useTag(draft, member, tag, drawWhole(random, 1, 5))
    for (const helper of helpers) if (random.next() < 0.7) follow(draft, member, helper)
    for (let k = drawWhole(random, 2, 8); k > 0; k--) {
      const other = pick(random, group)
      follow(draft, member, other)
      if (random.next() < 0.7) follow(draft, other, member)
    }
  }
  for (const member of members) {
    if (draft.roles[member] !== AT_RISK) continue
    for (let k = drawWhole(random, 2, 4); k > 0; k--) {
      const other = random.next() < 0.6 ? pick(random, helpers) : pick(random, group)
      follow(draft, member, other)
      if (random.next() < 0.4) follow(draft, other, member)
    }
  }
}
