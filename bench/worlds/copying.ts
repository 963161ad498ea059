/**
 * Background: each newcomer copies most of its follows from somebody who is already there
 * (Kumar et al. 2000), so many pairs of accounts share much of their taste by honest means.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { between, pareto } from './draw.ts'
import { addFollow, createFollowList, type FollowList } from './follow-list.ts'

const COPIED = 0.55
const FRIEND_BACK = 0.15

export function copyingFollows(random: Random, accounts: number, follows: number): FollowList {
  const list = createFollowList(accounts, follows * 1.3)
  const meanFollows = follows / accounts / (1 + FRIEND_BACK)
  const starts = new Uint32Array(accounts + 1)
  for (let i = 0; i < accounts; i++) {
    // the mean of this Pareto is 1.8 / 0.8
    const wanted = Math.max(1, Math.round((pareto(random, 1.8, 60) * meanFollows * 0.8) / 1.8))
    starts[i] = list.size
    const model = i > 0 ? random.below(i) : 0
    for (let k = 0; k < wanted; k++) {
      const first = starts[model]
      const last = starts[model + 1] - 1
      const target =
        i > 0 && last >= first && random.next() < COPIED
          ? list.targets[between(random, first, last)]
          : random.below(i > 20 ? i : accounts)
      addFollow(list, i, target)
    }
    starts[i + 1] = list.size
  }
  const first = list.size
  for (let e = 0; e < first; e++) {
    if (random.next() < FRIEND_BACK) addFollow(list, list.targets[e], list.sources[e])
  }
  return list
}
