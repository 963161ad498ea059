import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holmAdjusted } from './holm.ts'

test('holmAdjusted() multiplies from the smallest on, and never lets a larger one fall below', () => {
  // as p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R
  assert.deepEqual(holmAdjusted([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
  assert.deepEqual(holmAdjusted([0.5, 0.9]), [1, 1])
  assert.deepEqual(holmAdjusted([]), [])
})
