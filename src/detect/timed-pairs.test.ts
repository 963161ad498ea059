import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Acts, groupsOf, timedPairs } from './timed-pairs.ts'

const ALL = { nearest: 1000, most: 1000 }

test('it counts what pairing all acts on an object and sifting them counts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.nat(30)), { maxLength: 80 }),
      fc.nat(8),
      fc.integer({ min: 1, max: 3 }),
      (rows, windowMillis, least) => {
        const { first, second, weights, cutActs } = timedPairs(actsOf(rows), {
          ...ALL,
          windowMillis,
          least,
        })
        const found = Array.from(first, (row, k) => [row, second[k], weights[k]])
        assert.deepEqual(found, naivePairs(rows, windowMillis, least))
        assert.equal(cutActs, 0)
      },
    ),
  )
})

test('an act is paired with the nearest in time only, and told of', () => {
  const rows = Array.from({ length: 5 }, (_, k): Row => [k, 0, k])
  const found = timedPairs(actsOf(rows), { windowMillis: 9, least: 1, nearest: 1, most: 100 })
  assert.deepEqual([...found.first], [0, 1, 2, 3])
  assert.deepEqual([...found.second], [1, 2, 3, 4])
  assert.equal(found.cutActs, 5)
})

test('an act without a time is left out, and told of', () => {
  const found = timedPairs(
    actsOf([
      [0, 0, NaN],
      [1, 0, 1],
      [2, 0, 2],
    ]),
    { ...ALL, windowMillis: 5, least: 1 },
  )
  assert.deepEqual([[...found.first], [...found.second], found.untimed], [[1], [2], 1])
})

test('more pairs than may be kept are refused', () => {
  const rows: Row[] = [
    [0, 0, 1],
    [1, 0, 1],
    [2, 0, 1],
  ]
  assert.throws(
    () => timedPairs(actsOf(rows), { windowMillis: 5, least: 1, nearest: 9, most: 2 }),
    new RangeError('"most" expected to hold all pairs, got 2 and one more'),
  )
})

test('pairs that share an account are one group', () => {
  const pairs = timedPairs(
    actsOf([
      [0, 0, 1],
      [4, 0, 1],
      [1, 1, 1],
      [2, 1, 1],
      [4, 2, 1],
      [5, 2, 1],
    ]),
    { ...ALL, windowMillis: 5, least: 1 },
  )
  const { count, groups } = groupsOf(pairs, 7)
  assert.equal(count, 2)
  assert.deepEqual([...groups], [0, 1, 0])
})

type Row = [account: number, object: number, millis: number]

function actsOf(rows: readonly Row[]): Acts {
  return {
    accounts: Uint32Array.from(rows, ([account]) => account),
    accountCount: 7,
    objects: Uint32Array.from(rows, ([, object]) => object),
    objectCount: 4,
    millis: Float64Array.from(rows, ([, , millis]) => millis),
  }
}

function naivePairs(rows: readonly Row[], windowMillis: number, least: number): number[][] {
  const weights = new Map<string, number>()
  for (const [k, [a, object, at]] of rows.entries()) {
    for (const [b, other, then] of rows.slice(k + 1)) {
      if (object !== other || a === b || Math.abs(at - then) > windowMillis) continue
      const key = `${Math.min(a, b)},${Math.max(a, b)}`
      weights.set(key, (weights.get(key) ?? 0) + 1)
    }
  }
  return [...weights]
    .filter(([, weight]) => weight >= least)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, weight]) => [...key.split(',').map(Number), weight])
}
