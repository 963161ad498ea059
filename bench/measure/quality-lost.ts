import { filterRows } from '../../src/audit/candidates.ts'
import { type NetworkMap } from '../../src/detect/map.ts'
import { standingsOf } from '../../src/detect/standings.ts'
import { createGuard, DEFAULT_POLICY } from '../../src/guard/index.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type Recommender } from '../../src/recommend/recommender.ts'
import { type HeldOut } from './held-out-follows.ts'
import { gainOf } from './recommenders.ts'

const SLATE = 20

/** Mean nDCG@20 of what benign accounts are suggested, without the guard and with both its ends. */
export function qualityLost(
  platform: Platform,
  recommender: Recommender,
  map: NetworkMap,
  lists: readonly HeldOut[],
): { readonly off: number; readonly on: number } {
  const { accounts, follows } = platform
  const { starts, targets } = follows.out
  const idOf = (row: number) => accounts.idOf(row)
  const guard = createGuard({ policy: DEFAULT_POLICY, standings: standingsOf(platform, map) })
  const fitted = recommender.fit(platform)
  let [off, on] = [0, 0]
  for (const { row, held } of lists) {
    const known = [...targets.subarray(starts[row], starts[row + 1])]
    const exclude = new Set([...known, row])
    const listFor = (from: number[], count: number) =>
      fitted.recommend({ follows: from, contacts: [], exclude, seed: row }, count)
    // as long a list as behind the guard: some recommenders choose by how many are asked for
    off += gainOf(listFor(known, 5 * SLATE).subarray(0, SLATE), held)
    const acts = known.map((target) => ({
      account: idOf(row),
      target: idOf(target),
      kind: 'follow' as const,
    }))
    const learnt = guard.learn(acts).learn.map((place) => known[place])
    const surface = { guard, viewer: idOf(row), surface: 'follow-suggestions' as const, idOf }
    on += gainOf(filterRows(listFor(learnt, 5 * SLATE), surface).shown.subarray(0, SLATE), held)
  }
  return { off: off / lists.length, on: on / lists.length }
}
