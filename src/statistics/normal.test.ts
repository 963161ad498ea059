import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { normalCdf, normalQuantile } from './normal.ts'

test('normalCdf() and normalQuantile() give the tabled values', () => {
  isNear(normalCdf(0), 0.5, 1e-15)
  isNear(normalCdf(1), 0.8413447460685429, 1e-14)
  isNear(normalCdf(-1.959963984540054), 0.025, 1e-14)
  isNear(normalCdf(-5), 2.866515718791939e-7, 1e-14)
  isNear(normalQuantile(0.975), 1.959963984540054, 1e-9)
  isNear(normalQuantile(0.05), -1.6448536269514722, 1e-9)
  assert.throws(() => normalQuantile(1), RangeError)
})
