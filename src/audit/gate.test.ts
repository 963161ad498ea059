import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GatedArm, gateChecks } from './gate.ts'

const interval = (value: number, high: number) => ({ value, low: 0, high })
const arm: GatedArm = {
  exposureAt10: interval(0.001, 0.01),
  bySurface: [{ surface: 'feed', exposureAt10: interval(0.002, 0.03) }],
}

test('gateChecks() judges by the upper bound, and a bound that meets its budget is within it', () => {
  const [all, feed] = gateChecks(arm, { overall: 0.01, surfaces: { feed: 0.02 } })
  assert.deepEqual(all, {
    surface: 'all',
    budget: 0.01,
    exposure: 0.001,
    upperBound: 0.01,
    isWithin: true,
  })
  assert.equal(feed.isWithin, false, 'the estimate is within, the bound is not')
})

test('gateChecks() fails a surface that has a budget and was not looked at', () => {
  const checks = gateChecks(arm, { overall: 1, surfaces: { explore: 0.5 } })
  assert.deepEqual(
    checks.map(({ surface, upperBound, isWithin }) => [surface, upperBound, isWithin]),
    [
      ['all', 0.01, true],
      ['explore', 1, false],
    ],
  )
})
