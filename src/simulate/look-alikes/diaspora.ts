import { REGIONS } from '../communities.ts'
import { drawWhole, pick } from '../draws.ts'
import { claimGroup, createTag, follow, useTag } from '../draft.ts'
import { type LookAlike, groupCount, groupSize } from './look-alike.ts'

const TAGS = 6
const NEWS_ACCOUNTS = 4
const NEWS_POPULARITY = 30
const FRIENDS = 7

/** People all over the world with a language in common: own tags, a few news accounts, no topic. */
export const diaspora: LookAlike = {
  id: 'diaspora',
  plant(draft, random) {
    const communities = groupCount(draft, 25_000, 1, 6)
    const largest = groupSize(draft, 70, 500)
    for (let number = 1; number <= communities; number++) {
      const size = drawWhole(random, Math.ceil(largest * 0.6), largest)
      const members = claimGroup(draft, `diaspora-${number}`, size)
      const news = members.subarray(0, NEWS_ACCOUNTS)
      const people = members.subarray(NEWS_ACCOUNTS)
      const tags = Array.from({ length: TAGS }, () => createTag(draft))
      for (const account of news) {
        draft.degrees.popularity[account] = NEWS_POPULARITY
        for (const tag of tags) useTag(draft, account, tag, drawWhole(random, 2, 9))
      }
      people.forEach((person, place) => {
        draft.interests.regions[person] = place % REGIONS.length
        for (const account of news) if (random.next() < 0.8) follow(draft, person, account)
        for (let k = drawWhole(random, 2, FRIENDS * 2 - 2); k > 0; k--) {
          const friend = pick(random, people)
          follow(draft, person, friend)
          if (random.next() < 0.5) follow(draft, friend, person)
        }
        for (let k = drawWhole(random, 1, 4); k > 0; k--) {
          useTag(draft, person, pick(random, tags), drawWhole(random, 1, 6))
        }
      })
    }
  },
}
