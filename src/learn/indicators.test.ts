import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quantileIndicators } from './indicators.ts'

test('quantileIndicators() has a column for each bin, and none for what has two values', () => {
  const columns = [Float64Array.of(1, 2, 3, NaN), Float64Array.of(0, 1, 0, 1)]
  assert.deepEqual(
    quantileIndicators(columns, Uint32Array.of(0, 1, 2, 3), 8).map((column) => [...column]),
    [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ],
  )
})
