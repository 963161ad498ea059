import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GatedArm, gateChecks } from './gate.ts'

const arm: GatedArm = {
  exposureAt10: { value: 0.004, low: 0, high: 0.01 },
  bySurface: [{ surface: 'feed', exposureAt10: { value: 0.01, low: 0, high: 0.03 } }],
}

test('gateChecks() judges by the upper bound, on the whole and where a surface has a budget', () => {
  const checks = gateChecks(arm, { overall: 0.01, surfaces: { feed: 0.02 } })
  assert.deepEqual(checks, [
    { surface: 'all', budget: 0.01, exposure: 0.004, upperBound: 0.01, isWithin: true },
    { surface: 'feed', budget: 0.02, exposure: 0.01, upperBound: 0.03, isWithin: false },
  ])
})

test('gateChecks() fails a surface that has a budget and was not looked at', () => {
  const [, explore] = gateChecks(arm, { overall: 0.01, surfaces: { explore: 0.5 } })
  assert.deepEqual([explore.surface, explore.upperBound, explore.isWithin], ['explore', 1, false])
  assert.equal(gateChecks(arm, { overall: 0.0099, surfaces: {} })[0].isWithin, false)
})
