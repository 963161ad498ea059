/**
 * Background: heavy-tailed degrees and nothing else (Chung and Lu 2002, directed).
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { pareto, weightedPicker } from './draw.ts'
import { addFollow, createFollowList, type FollowList } from './follow-list.ts'

export function chungLuFollows(random: Random, accounts: number, follows: number): FollowList {
  const list = createFollowList(accounts, follows + 1024)
  const activity = Float64Array.from({ length: accounts }, () => pareto(random, 1.8, 400))
  const appeal = Float64Array.from({ length: accounts }, () => pareto(random, 1.4, 8000))
  const pickSource = weightedPicker(activity)
  const pickTarget = weightedPicker(appeal)
  for (let e = 0; e < follows; e++) addFollow(list, pickSource(random), pickTarget(random))
  return list
}
