/**
 * Background: topical communities of very different size, popularity within them, and follow-backs
 * (a degree-corrected block model, Karrer and Newman 2011, made directed).
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { pareto, weightedPicker } from './draw.ts'
import { addFollow, createFollowList, type FollowList } from './follow-list.ts'

const WITHIN_COMMUNITY = 0.7
const FOLLOW_BACK = 0.2

export function blockModelFollows(
  random: Random,
  accounts: number,
  follows: number,
  communities = 60,
): FollowList {
  const list = createFollowList(accounts, follows * 1.3)
  const pickCommunity = weightedPicker(
    Float64Array.from({ length: communities }, () => pareto(random, 1.2, 20)),
  )
  const community = Uint16Array.from({ length: accounts }, () => pickCommunity(random))
  const appeal = Float64Array.from({ length: accounts }, () => pareto(random, 1.4, 6000))
  const activity = Float64Array.from({ length: accounts }, () => pareto(random, 1.8, 300))
  const pickSource = weightedPicker(activity)
  const pickAnyone = weightedPicker(appeal)
  const members = Array.from({ length: communities }, () => [] as number[])
  for (let i = 0; i < accounts; i++) members[community[i]].push(i)
  const pickWithin = members.map((rows) => weightedPicker(rows.map((row) => appeal[row])))

  while (list.size < follows) {
    const source = pickSource(random)
    const home = community[source]
    const target =
      random.next() < WITHIN_COMMUNITY
        ? members[home][pickWithin[home](random)]
        : pickAnyone(random)
    addFollow(list, source, target)
    if (random.next() < FOLLOW_BACK) addFollow(list, target, source)
  }
  return list
}
