import { type Random } from '../../util/random.ts'
import { drawWhole, pick } from '../draws.ts'
import { claimGroup, type Draft, follow, setAgeBand, setHome } from '../draft.ts'
import { groupCount } from '../look-alikes/look-alike.ts'
import { createWithin, drawBurstStart } from './burst.ts'

const DAYS = 5
const LEAST = 18
const MOST = 32
/** Of all the follows that there could be within a class. */
const FOLLOW_SHARE = 0.4
const IDOLS = 3

/**
 * Children of one class who join in one week, follow each other and a few idols. The first class
 * joins from `startMillis` on.
 */
export function plantSchoolClasses(draft: Draft, startMillis: number, random: Random): void {
  const classes = groupCount(draft, 1_000, 3, 60)
  for (let number = 1; number <= classes; number++) {
    const pupils = claimGroup(draft, `school-class-${number}`, drawWhole(random, LEAST, MOST))
    const start = number === 1 ? startMillis : drawBurstStart(random, DAYS)
    createWithin(draft, pupils, start, DAYS, random)
    setHome(draft, pupils, random.below(draft.interests.topics))
    const idols = Array.from({ length: IDOLS }, () => pick(random, draft.idols))
    for (const pupil of pupils) {
      setAgeBand(draft, pupil, random.next() < 0.6 ? 'minor' : 'unknown')
      draft.interests.regions[pupil] = draft.interests.regions[pupils[0]]
      for (const other of pupils) if (random.next() < FOLLOW_SHARE) follow(draft, pupil, other)
      for (const idol of idols) if (random.next() < 0.7) follow(draft, pupil, idol)
    }
  }
}
