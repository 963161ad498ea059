import { type Random } from '../../util/random.ts'
import { drawWhole, pick } from '../draws.ts'
import { type Draft, claimGroup, createTag, setHome, useTag } from '../draft.ts'
import { linkTwoRoles, splitTwoRoles } from '../two-role.ts'
import { type LookAlike, groupCount, groupSize } from './look-alike.ts'

const TAGS = 4
/** Idols have more followers from outside than a planted source does. */
const OUTSIDE_FOLLOWERS = 40

/** Fans who mainly follow a few idols: the very shape of the planted network. */
export const fanClub: LookAlike = {
  id: 'fan-club',
  plant(draft, random) {
    const clubs = groupCount(draft, 10_000, 2, 8)
    const largest = groupSize(draft, 70, 450)
    for (let club = 1; club <= clubs; club++) {
      const size = drawWhole(random, Math.ceil(largest * 0.55), largest)
      plantClub(draft, claimGroup(draft, `fan-club-${club}`, size), random)
    }
  },
}

function plantClub(draft: Draft, members: Uint32Array, random: Random): void {
  const shape = splitTwoRoles(members)
  setHome(draft, members, random.below(draft.interests.topics))
  draft.idols.push(...shape.centres)
  const tags = Array.from({ length: TAGS }, () => createTag(draft))
  for (const member of members) {
    draft.degrees.activity[member] = drawWhole(random, 8, 22)
    draft.degrees.popularity[member] = 0.5
    if (random.next() < 0.4) useTag(draft, member, pick(random, tags), drawWhole(random, 1, 5))
  }
  linkTwoRoles(
    draft,
    { ...shape, centresPerFollower: 9, outsideFollowers: OUTSIDE_FOLLOWERS },
    random,
  )
}
