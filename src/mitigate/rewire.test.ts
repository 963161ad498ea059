import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { bestByTrying, denseTotal } from './dense-twin.case.ts'
import { randomLists } from './random-lists.case.ts'
import { listsOf, sharesByPlace, uniformShares } from './recommendation-lists.ts'
import { planRewirings } from './rewire.ts'

test('planRewirings() chooses as trying every rewiring with the dense inverse does', () => {
  const random = createRandom(11)
  for (let run = 0; run < 40; run++) {
    const order = 8 + random.below(8)
    const places = 2 + random.below(2)
    const shares = run % 2 === 0 ? uniformShares(places) : sharesByPlace(places)
    const drawn = randomLists(random, order, places + 3, shares)
    const harm = Float64Array.from({ length: order }, () =>
      run % 4 < 2 ? random.next() : random.next() < 0.3 ? 1 + random.next() / 100 : 0,
    )
    const barred = Uint8Array.from({ length: order }, () => (random.next() < 0.2 ? 1 : 0))
    const relevance = [0.5, 0.95, null][run % 3]
    const stopping = [0.05, 0.2][run % 2]
    let lists = drawn
    const whole = { harm, relevance, stopping, barred, shortlist: order, rewirings: 4 }
    const plan = planRewirings(drawn, whole)
    for (let k = 0; k < 4; k++) {
      const before = denseTotal(lists, stopping, harm)
      const best = bestByTrying(lists, stopping, harm, relevance, barred)
      const done = plan.rewirings.at(k)
      if (!done) {
        assert.ok(best.total > before - 1e-6, `run ${run}: something helped that was not seen`)
        break
      }
      assert.ok(Math.abs(done.exposure - best.total) < 1e-6 * before, `run ${run}, choice ${k}`)
      const shown = lists.shown.with(done.list * places + done.place, done.to)
      assert.equal(lists.shown[done.list * places + done.place], done.from)
      lists = { ...lists, shown }
      assert.ok(Math.abs(denseTotal(lists, stopping, harm) - done.exposure) < 1e-6 * before)
    }
  }
})

test('planRewirings() with its short shortlist comes as far as with all nodes on it', () => {
  const random = createRandom(5)
  for (const relevance of [0.9, null]) {
    const lists = randomLists(random, 60, 20, sharesByPlace(5))
    const harm = Float64Array.from({ length: 60 }, () => (random.next() < 0.2 ? 1 : 0))
    const run = (shortlist?: number) =>
      planRewirings(lists, { harm, relevance, rewirings: 25, ...(shortlist ? { shortlist } : {}) })
    const short = run().exposureAfter
    const whole = run(60).exposureAfter
    assert.ok(Math.abs(short - whole) < 0.01 * whole, `${short} against ${whole}`)
  }
})

test('planRewirings() keeps every list as relevant as was asked, and bars whom it must not show', () => {
  const random = createRandom(7)
  const lists = randomLists(random, 200, 30, sharesByPlace(5))
  const harm = Float64Array.from({ length: 200 }, () => (random.next() < 0.2 ? 1 : 0))
  const barred = Uint8Array.from(harm)
  const plan = planRewirings(lists, { harm, relevance: 0.95, barred, rewirings: 50 })
  assert.equal(plan.rewirings.length, 50)
  assert.ok(plan.leastRelevance >= 0.95 - 1e-9 && plan.leastRelevance < 1)
  assert.ok(plan.meanRelevance >= plan.leastRelevance)
  assert.ok(plan.exposureAfter < plan.exposureBefore)
  assert.ok(plan.errorBound < 1e-6)
  assert.ok(plan.rewirings.every(({ to }) => barred[to] === 0))
  // a list shows nobody twice and never the one it follows
  for (let i = 0; i < 200; i++) {
    const list = plan.lists.shown.subarray(i * 5, i * 5 + 5)
    assert.equal(new Set([...list, i]).size, 6)
  }
})

test('planRewirings() stops when nothing helps, and refuses what does not fit', () => {
  const lists = listsOf(
    3,
    Uint32Array.of(1, 2, 0, 2, 0, 1),
    new Float64Array(6).fill(1),
    uniformShares(1),
  )
  const harm = new Float64Array(3)
  const plan = planRewirings(lists, { harm, relevance: null, rewirings: 5 })
  assert.deepEqual([plan.rewirings.length, plan.exposureAfter, plan.leastRelevance], [0, 0, 1])
  const bad = (options: object) => () =>
    planRewirings(lists, { harm, relevance: null, rewirings: 5, ...options })
  assert.throws(bad({ harm: new Float64Array(2) }), /"harm" expected length 3, got 2/)
  assert.throws(bad({ harm: Float64Array.of(0, -1, 0) }), /"harm" expected 0 or more, got -1 at 1/)
  assert.throws(bad({ relevance: 2 }), /"relevance" expected a number in 0..1 or null, got 2/)
  assert.throws(bad({ rewirings: 0.5 }), /"rewirings" expected a whole number, got 0.5/)
})
