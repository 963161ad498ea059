import { drawWhole } from '../draws.ts'
import { claimGroup, follow, setAgeBand, setHome } from '../draft.ts'
import { type LookAlike, groupCount } from './look-alike.ts'

/** Of all the follows that there could be between two members. */
const FOLLOW_SHARE = 0.92

/** A handful of accounts that nearly all follow each other, children among them. */
export const family: LookAlike = {
  id: 'family',
  plant(draft, random) {
    const families = groupCount(draft, 500, 4, 120)
    for (let number = 1; number <= families; number++) {
      const members = claimGroup(draft, `family-${number}`, drawWhole(random, 4, 9))
      setHome(draft, members, random.below(draft.interests.topics))
      const children = drawWhole(random, 1, 3)
      members.forEach((member, place) => {
        setAgeBand(draft, member, place < children ? 'minor' : 'adult')
        draft.interests.regions[member] = draft.interests.regions[members[0]]
        for (const other of members) {
          if (random.next() < FOLLOW_SHARE) follow(draft, member, other)
        }
      })
    }
  },
}
