import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { takeBest } from './take-best.ts'

test('takeBest() agrees with sorting everything', () => {
  const scores = fc.array(fc.oneof(fc.integer({ min: -2, max: 4 }), fc.double({ noNaN: true })), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(scores, fc.nat(20), (scores, count) => {
      const rows = scores.map((_, row) => row)
      const sorted = rows
        .filter((row) => scores[row] > 0)
        .toSorted((a, b) => (scores[a] === scores[b] ? a - b : scores[b] > scores[a] ? 1 : -1))
      assert.deepEqual(
        [...takeBest(rows.toReversed(), (row) => scores[row], count)],
        sorted.slice(0, count),
      )
    }),
  )
})
