import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logGamma } from '../../statistics/gamma.ts'
import { logChoose, logFactorial } from './log-factorial.ts'

test('logFactorial() agrees with the gamma function, on either side of its table', () => {
  for (const n of [0, 1, 2, 5, 170, 1023, 1024, 1025, 50_000, 3_000_000]) {
    const wanted = logGamma(n + 1)
    assert.ok(Math.abs(logFactorial(n) - wanted) <= 1e-9 * Math.max(1, wanted), `${n}`)
  }
})

test('logChoose() counts', () => {
  assert.ok(Math.abs(logChoose(52, 5) - Math.log(2_598_960)) < 1e-9)
  assert.equal(logChoose(7, 0), 0)
})
