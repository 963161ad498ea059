import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, integer, property } from 'fast-check'
import { createRandom } from '../util/random.ts'
import { foldsOf } from './held-out.ts'
import { seedsAt } from './seeds.ts'

test('foldsOf() holds every seed out once, keeps the rest, and deals evenly', () => {
  const anyRows = array(integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 60 })
  assertProperty(
    property(anyRows, integer({ min: 2, max: 9 }), (rows, count) => {
      const seeds = seedsAt(rows)
      const folds = foldsOf(seeds, count, createRandom(rows.length))
      if (seeds.rows.length < 2) return assert.equal(folds.length, 0)
      assert.equal(folds.length, Math.min(count, seeds.rows.length))
      const held = folds.flatMap((fold) => [...fold.held])
      assert.deepEqual(
        held.toSorted((a, b) => a - b),
        [...seeds.rows],
      )
      for (const fold of folds) {
        assert.deepEqual(
          [...fold.kept.rows, ...fold.held].toSorted((a, b) => a - b),
          [...seeds.rows],
        )
        assert.equal(fold.kept.weights.length, fold.kept.rows.length)
        const even = seeds.rows.length / folds.length
        assert.ok(fold.held.length >= Math.floor(even) && fold.held.length <= Math.ceil(even))
      }
    }),
  )
})

test('foldsOf() keeps each weight with its seed', () => {
  const rows = Uint32Array.of(3, 8, 9)
  const weights = Float32Array.of(0.5, 0.75, 1)
  for (const { kept } of foldsOf({ rows, weights }, 3, createRandom(1))) {
    kept.rows.forEach((row, k) => assert.equal(kept.weights[k], weights[rows.indexOf(row)]))
  }
})

test('foldsOf() deals the same from the same random stream, and needs two seeds', () => {
  const seeds = seedsAt([1, 2, 3, 4, 5, 6, 7])
  assert.deepEqual(foldsOf(seeds, 3, createRandom(4)), foldsOf(seeds, 3, createRandom(4)))
  assert.deepEqual(foldsOf(seedsAt([1]), 3, createRandom(4)), [])
  assert.throws(() => foldsOf(seeds, 1, createRandom(4)), RangeError)
})
