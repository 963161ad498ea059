/**
 * Background: R-MAT (Chakrabarti, Zhan and Faloutsos 2004): each follow falls down a tree of
 * quadrants, which gives communities within communities.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { sample } from './draw.ts'
import { addFollow, createFollowList, type FollowList } from './follow-list.ts'

const QUADRANTS = [0.52, 0.2, 0.18, 0.1] as const

export function rmatFollows(random: Random, accounts: number, follows: number): FollowList {
  const list = createFollowList(accounts, follows + 1024)
  const levels = Math.ceil(Math.log2(accounts))
  // rows are shuffled, else popularity could be read off the row number
  const rows = sample(
    random,
    Uint32Array.from({ length: accounts }, (_, i) => i),
    accounts,
  )
  const [a, b, c] = QUADRANTS
  while (list.size < follows) {
    let source = 0
    let target = 0
    for (let level = 0; level < levels; level++) {
      // a little noise a level, as the authors advise, against steps in the degrees
      const aim = Math.min(0.999999, random.next() * (0.95 + 0.1 * random.next()))
      source = source * 2 + (aim >= a + b ? 1 : 0)
      target = target * 2 + ((aim >= a && aim < a + b) || aim >= a + b + c ? 1 : 0)
    }
    if (source < accounts && target < accounts) addFollow(list, rows[source], rows[target])
  }
  return list
}
