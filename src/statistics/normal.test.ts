import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { normalCdf, normalQuantile } from './normal.ts'

test('normalCdf() and normalQuantile() agree with R', () => {
  // R 4.2.2: pnorm(x), qnorm(p)
  isNear(normalCdf(0), 0.5, 1e-15)
  isNear(normalCdf(1), 0.8413447460685429, 1e-14)
  isNear(normalCdf(-1.959963984540054), 0.025, 1e-14)
  isNear(normalCdf(-5), 2.866515718791939e-7, 1e-14)
  isNear(normalCdf(-2.2), 0.01390344751349861, 1e-14)
  isNear(normalCdf(3), 0.9986501019683699, 1e-14)
  isNear(normalQuantile(1e-9), -5.9978070150076865, 1e-6)
  isNear(normalQuantile(1e-4), -3.71901648545568, 1e-9)
  isNear(normalQuantile(0.3), -0.5244005127080407, 1e-9)
  isNear(normalQuantile(0.999), 3.0902323061678132, 1e-9)
  isNear(normalQuantile(0.975), 1.959963984540054, 1e-9)
  isNear(normalQuantile(0.05), -1.6448536269514722, 1e-9)
  assert.throws(() => normalQuantile(1), RangeError)
})
