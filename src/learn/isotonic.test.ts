import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, integer, property, tuple } from 'fast-check'
import { fitIsotonic, isotonicValue } from './isotonic.ts'

test('fitIsotonic() pools what falls: 1, 0 then 1 becomes a half, a half and 1', () => {
  const curve = fitIsotonic([1, 2, 3], [1, 0, 1])
  assert.deepEqual(
    [0, 1, 1.5, 2, 2.5, 3, 9].map((score) => isotonicValue(curve, score)),
    [0.5, 0.5, 0.5, 0.5, 0.75, 1, 1],
  )
})

test('fitIsotonic() agrees with the min-max formula on random answers', () => {
  const rows = array(tuple(integer({ min: 0, max: 8 }), integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 30,
  })
  assertProperty(
    property(rows, (drawn) => {
      const scores = drawn.map(([score]) => score)
      const curve = fitIsotonic(
        scores,
        drawn.map(([, answer]) => answer),
      )
      const steps = [...new Set(scores)].toSorted((a, b) => a - b)
      for (const score of steps) {
        const lows = steps.filter((step) => step <= score)
        const highs = steps.filter((step) => step >= score)
        const fitted = Math.max(
          ...lows.map((low) => Math.min(...highs.map((high) => meanWithin(drawn, low, high)))),
        )
        assert.ok(Math.abs(isotonicValue(curve, score) - fitted) < 1e-12)
      }
    }),
  )
})

test('fitIsotonic() keeps the mean of the answers', () => {
  const scores = [5, 3, 3, 8, 1, 4, 9, 2]
  const answers = [1, 0, 1, 0, 1, 0, 1, 0]
  const curve = fitIsotonic(scores, answers)
  const sum = scores.reduce((total, score) => total + isotonicValue(curve, score), 0)
  assert.ok(Math.abs(sum - 4) < 1e-12)
})

test('fitIsotonic() refuses nothing, unequal lengths and what is no number', () => {
  assert.throws(() => fitIsotonic([], []), /expected at least 1/)
  assert.throws(() => fitIsotonic([1], []), /"answers" expected length 1, got 0/)
  assert.throws(() => fitIsotonic([NaN], [1]), /score 0 expected a finite number, got NaN/)
})

function meanWithin(rows: readonly [number, number][], low: number, high: number): number {
  const within = rows.filter(([score]) => score >= low && score <= high)
  return within.reduce((sum, [, answer]) => sum + answer, 0) / within.length
}
