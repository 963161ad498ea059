import { type Random } from '../../util/random.ts'
import { drawWhole, pick } from '../draws.ts'
import { claimGroup, createTag, type Draft, follow, setHome, useTag } from '../draft.ts'
import { groupSize } from '../look-alikes/look-alike.ts'
import { type PlantedNetwork } from '../planted.ts'

const FRIENDS = 10

/**
 * Hobbyists whose innocent word the network has taken for its own: one tag in common and nothing
 * else. Whoever follows tags alone maps all of them.
 */
export function plantWordSharers(draft: Draft, { tags }: PlantedNetwork, random: Random): void {
  const members = claimGroup(draft, 'word-sharers-1', groupSize(draft, 60, 600))
  const own = createTag(draft)
  setHome(draft, members, random.below(draft.interests.topics))
  for (const member of members) {
    if (random.next() < 0.9) useTag(draft, member, tags[0], drawWhole(random, 2, 9))
    if (random.next() < 0.5) useTag(draft, member, own, drawWhole(random, 1, 5))
    for (let k = drawWhole(random, 2, FRIENDS); k > 0; k--) {
      const friend = pick(random, members)
      follow(draft, member, friend)
      if (random.next() < 0.5) follow(draft, friend, member)
    }
  }
}
