import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillLogPrior, firstShareFrom, SHARE_COUNT, SHARES } from './shares.ts'

test('fillLogPrior() sums to 1 over the shares that a member may have, and rules none out', () => {
  for (let first = 0; first < SHARE_COUNT; first++) {
    const learned = Float64Array.from({ length: SHARE_COUNT }, (_, g) => (g === 7 ? 1 : 0))
    const logPrior = new Float64Array(SHARE_COUNT)
    fillLogPrior(logPrior, learned, first)
    const prior = [...logPrior.subarray(first)].map(Math.exp)
    if (first <= 7) assert.ok(Math.abs(prior.reduce((sum, p) => sum + p, 0) - 1) < 1e-12)
    assert.ok(prior.every((p) => p > 0))
  }
})

test('firstShareFrom() rises with the least share and always leaves one', () => {
  assert.equal(firstShareFrom(0), 0)
  assert.equal(SHARES[firstShareFrom(0.06)], 0.07)
  assert.equal(SHARES[firstShareFrom(0.07)], 0.07)
  assert.equal(firstShareFrom(2), SHARE_COUNT - 1)
})
