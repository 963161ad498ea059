import { type Random } from '../../util/random.ts'
import { type Draft } from '../draft.ts'
import { createWithin, drawBurstStart } from './burst.ts'

const DAYS = 3
/** Of a club, those who joined for its sake: idols and old hands were there before. */
const SHARE = 0.8

/**
 * After a concert most of a fan club joins at once: every second club does, the first of them from
 * `startMillis` on. Clubs have the very shape of the network.
 */
export function joinAsClubs(draft: Draft, startMillis: number, random: Random): void {
  for (const [group, name] of draft.groupNames.entries()) {
    const number = /^fan-club-(\d+)$/.exec(name)?.[1]
    if (number === undefined || Number(number) % 2 === 0) continue
    const joined = Uint32Array.from(draft.groups.keys()).filter(
      (row) => draft.groups[row] === group && random.next() < SHARE,
    )
    const start = number === '1' ? startMillis : drawBurstStart(random, DAYS)
    createWithin(draft, joined, start, DAYS, random)
  }
}
