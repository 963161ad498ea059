import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qValues } from './false-discovery.ts'
import { isNear } from './near.case.ts'

test('qValues() follows the step-up of Benjamini and Hochberg, worked by hand', () => {
  const expected = [0.02, 0.04, 0.04, 0.02]
  qValues([0.01, 0.04, 0.03, 0.005]).forEach((q, k) => isNear(q, expected[k], 1e-12))
  assert.equal(qValues([]).length, 0)
})

test('qValues() counts tests whose p-value of 1 was left out', () => {
  const some = qValues([0.01, 0.3, 0.002], 5)
  const all = qValues([0.01, 0.3, 0.002, 1, 1])
  some.forEach((q, k) => isNear(q, all[k], 1e-12))
})

test('qValues() refuses fewer tests than p-values', () => {
  assert.throws(() => qValues([0.1, 0.2], 1), /expected at least the 2 p-values, got 1/)
})
