import { type Random } from '../../util/random.ts'
import { pick } from '../draws.ts'
import { claimGroup, type Draft, follow } from '../draft.ts'
import { createWithin, drawBurstStart } from './burst.ts'

const DAYS = 7
/** Of all accounts: in that week as many join as else in twenty. */
const SHARE = 0.04
/** Whom the others knew before, and find again here. */
const KNOWN_ACCOUNTS = 12
const KNOWN_POPULARITY = 20
const OLD_FRIENDS = 5

/** People of another platform who come over in one week, and follow whom they knew there. */
export function plantInflux(draft: Draft, random: Random): void {
  const size = Math.round(draft.options.accounts * SHARE)
  const people = claimGroup(draft, 'influx-1', size)
  createWithin(draft, people, drawBurstStart(random, DAYS), DAYS, random)
  const known = people.subarray(0, KNOWN_ACCOUNTS)
  for (const account of known) draft.degrees.popularity[account] = KNOWN_POPULARITY
  for (const person of people) {
    for (const account of known) if (random.next() < 0.4) follow(draft, person, account)
    for (let k = 0; k < OLD_FRIENDS; k++) {
      const friend = pick(random, people)
      follow(draft, person, friend)
      if (random.next() < 0.5) follow(draft, friend, person)
    }
  }
}
