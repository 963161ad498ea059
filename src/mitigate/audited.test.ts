import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inProcess } from '../audit/adapters/in-process.ts'
import { networkRows } from '../audit/network-rows.ts'
import { plantedPlatform } from '../audit/planted.case.ts'
import { runAudit } from '../audit/run-audit.ts'
import { glancingContact } from '../audit/scenarios/glancing-contact.ts'
import { recommenders } from '../recommend/index.ts'
import { listsOfRecommender } from './lists-of-recommender.ts'
import { planRewirings } from './rewire.ts'
import { netSwaps } from './swap.ts'
import { withSwaps } from './with-swaps.ts'

const platform = plantedPlatform()
const harmful = networkRows(platform)
const [coFollow] = recommenders
const rows = Uint32Array.from({ length: platform.accounts.size }, (_, row) => row)

test('an audit sees less of the network once the planned swaps are made, and as much as before without them', async () => {
  const lists = listsOfRecommender(coFollow.fit(platform), { rows, places: 10, offers: 40 })
  const plan = planRewirings(lists, {
    harm: Float64Array.from(harmful),
    barred: harmful,
    relevance: 0.8,
    rewirings: 400,
  })
  assert.ok(plan.exposureAfter < 0.8 * plan.exposureBefore)
  assert.ok(plan.leastRelevance >= 0.8 - 1e-9)
  const swaps = netSwaps(plan.rewirings)
  assert.ok(swaps.every(({ instead }) => harmful[instead] === 0))

  const audit = (made: typeof swaps) =>
    runAudit({
      platform,
      recommender: inProcess(withSwaps(coFollow, made), platform),
      guard: null,
      harmful,
      scenario: glancingContact,
      testAccounts: 60,
    })
  const before = await audit([])
  const after = await audit(swaps)
  assert.ok(after.exposureAt10.high < before.exposureAt10.low)
  // whoever met an innocent account sees what they saw before, or less of the network
  assert.ok(after.control.exposureAt10.value <= before.control.exposureAt10.value)
  assert.equal(after.slates, before.slates)
})

test('listsOfRecommender() asks for what somebody sees who followed one account', () => {
  const some = rows.subarray(0, 50)
  const fitted = coFollow.fit(platform)
  const lists = listsOfRecommender(fitted, { rows: some, places: 5, offers: 20 })
  assert.equal(lists.order, 50)
  const actor = { follows: [7], contacts: [], exclude: [7], seed: 7 }
  const offered = [...fitted.recommend(actor, 20)].map((row) => (row < 50 ? row : 50))
  assert.deepEqual([...lists.offered.subarray(7 * 20, 8 * 20)], offered)
  assert.deepEqual([...lists.shown.subarray(7 * 5, 8 * 5)], offered.slice(0, 5))
})
