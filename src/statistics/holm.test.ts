import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holmAdjusted } from './holm.ts'
import { isNear } from './near.case.ts'

test('holmAdjusted() multiplies from the smallest on, and never lets a larger one fall below', () => {
  // as p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R
  assert.deepEqual(holmAdjusted([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
  assert.deepEqual(holmAdjusted([0.5, 0.9]), [1, 1])
  assert.deepEqual(holmAdjusted([]), [])
})

test('holmAdjusted() agrees with R on ten p-values with ties', () => {
  const given = [0.0123, 0.2, 0.031, 0.0004, 0.031, 0.74, 0.0087, 0.5, 0.049, 0.00011]
  // R 4.2.2: p.adjust(given, "holm")
  const expected = [0.0861, 0.6, 0.186, 0.0036, 0.186, 1, 0.0696, 1, 0.196, 0.0011]
  holmAdjusted(given).forEach((adjusted, k) => isNear(adjusted, expected[k], 1e-12))
})
