import { drawWhole } from '../draws.ts'
import { claimGroup, createTag, follow, setAgeBand, useTag } from '../draft.ts'
import { type LookAlike, groupCount, groupSize } from './look-alike.ts'

const MINOR_SHARE = 0.45
/** Of all the follows that there could be in a group of 40, before any are returned. */
const FOLLOW_SHARE = 0.35
/** Members keep to themselves: little of their following, and of their followers, is outside. */
const OUTSIDE_ACTIVITY = 6
const OUTSIDE_POPULARITY = 0.2

/**
 * Dense, private, many of them young: what a detector of dense groups of minors would take first,
 * and what must never be taken.
 */
export const supportGroup: LookAlike = {
  id: 'support-group',
  plant(draft, random) {
    const groups = groupCount(draft, 25_000, 1, 6)
    const largest = groupSize(draft, 36, 160)
    for (let number = 1; number <= groups; number++) {
      const size = drawWhole(random, Math.ceil(largest * 0.7), largest)
      const members = claimGroup(draft, `support-group-${number}`, size)
      const tags = [createTag(draft), createTag(draft)]
      // the larger the group, the smaller the share of it that one member knows
      const chance = FOLLOW_SHARE * Math.min(1, 40 / size)
      for (const member of members) {
        setAgeBand(draft, member, random.next() < MINOR_SHARE ? 'minor' : 'unknown')
        draft.degrees.activity[member] = OUTSIDE_ACTIVITY
        draft.degrees.popularity[member] = OUTSIDE_POPULARITY
        for (const tag of tags) {
          if (random.next() < 0.7) useTag(draft, member, tag, drawWhole(random, 1, 8))
        }
        for (const other of members) {
          if (random.next() >= chance) continue
          follow(draft, member, other)
          if (random.next() < 0.7) follow(draft, other, member)
        }
      }
    }
  },
}
