import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { denseWalks } from './dense-twin.case.ts'
import { randomLists } from './random-lists.case.ts'
import { listsOf, sharesByPlace, uniformShares } from './recommendation-lists.ts'
import { collected, visited } from './walks.ts'

test('collected() and visited() are as near to the dense inverse as they say, on random lists', () => {
  const random = createRandom(3)
  for (let run = 0; run < 60; run++) {
    const order = 5 + random.below(30)
    const places = 1 + random.below(4)
    const shares = run % 2 === 0 ? uniformShares(places) : sharesByPlace(places)
    const lists = randomLists(random, order, places, shares)
    // every third has nodes after which nobody is shown
    if (run % 3 === 0) for (let k = 0; k < 4; k++) lists.shown[random.below(order * places)] = order
    const stopping = [0.05, 0.1, 0.5][run % 3]
    const b = Float64Array.from({ length: order }, () => random.next() - (run % 5 === 0 ? 0.5 : 0))
    const walks = denseWalks(lists, stopping)
    for (const tolerance of [1e-2, 1e-8]) {
      const columns = collected(lists, stopping, b, tolerance)
      assert.ok(columns.bound <= tolerance)
      columns.values.forEach((value, i) => {
        const exact = walks[i].reduce((sum, f, j) => sum + f * b[j], 0)
        assert.ok(Math.abs(value - exact) <= columns.bound + 1e-11, `run ${run}, node ${i}`)
      })
      const rows = visited(lists, stopping, b, tolerance)
      assert.ok(rows.bound <= tolerance)
      let error = 0
      rows.values.forEach((value, j) => {
        error += Math.abs(value - walks.reduce((sum, row, i) => sum + b[i] * row[j], 0))
      })
      assert.ok(error <= rows.bound + 1e-10, `run ${run}: ${error} > ${rows.bound}`)
    }
  }
})

test('collected() of a ring is the geometric series', () => {
  const ring = listsOf(4, Uint32Array.of(1, 2, 3, 0), new Float64Array(4).fill(1), uniformShares(1))
  const { values } = collected(ring, 0.1, Float64Array.of(1, 0, 0, 0), 1e-12)
  const round = 1 / (1 - 0.9 ** 4)
  for (const [i, value] of values.entries()) {
    assert.ok(Math.abs(value - round * 0.9 ** ((4 - i) % 4)) < 1e-10)
  }
})

test('collected() and visited() need few sweeps where walks mix, at any stopping probability', () => {
  const lists = randomLists(createRandom(1), 2_000, 10, uniformShares(10))
  const b = new Float64Array(2_000).fill(1).fill(0, 200)
  for (const solve of [collected, visited]) assert.ok(solve(lists, 0.05, b, 1e-6).sweeps < 40)
})

test('collected() refuses what it cannot sum', () => {
  const lists = randomLists(createRandom(1), 5, 2, uniformShares(2))
  assert.throws(() => collected(lists, 0, new Float64Array(5), 1), /"stopping".* got 0/)
  assert.throws(() => visited(lists, 0.1, new Float64Array(4), 1), /"b" expected length 5, got 4/)
})
