import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { exactShareInterval, shareInterval, testAccountsFor, zeroEventBound } from './share.ts'

test('testAccountsFor() gives the published numbers of clean sessions', () => {
  assert.deepEqual([0.01, 0.005, 0.001].map(testAccountsFor), [299, 598, 2995])
  assert.ok(zeroEventBound(299) <= 0.01 && zeroEventBound(298) > 0.01)
  assert.throws(() => testAccountsFor(1.5), RangeError)
})

test('testAccountsFor() needs nobody to show a budget of all, and nobody can show one of nothing', () => {
  assert.equal(testAccountsFor(1), 0)
  assert.equal(testAccountsFor(0), Infinity)
})

test('shareInterval() agrees with the table of Newcombe 1998', () => {
  const table: [number, number, number, number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ]
  for (const [count, size, low, high] of table) {
    const interval = shareInterval(count, size)
    isNear(interval.low, low, 0.00005)
    isNear(interval.high, high, 0.00005)
  }
  assert.equal(shareInterval(7, 7).high, 1)
})

test('exactShareInterval() agrees with scipy', () => {
  // scipy 1.17, binomtest(count, size).proportion_ci(0.95, 'exact')
  const table: [number, number, number, number][] = [
    [0, 20, 0, 0.16843347098308548],
    [1, 29, 0.0008726468835971072, 0.17764429548841465],
    [15, 148, 0.05784401008344801, 0.16165049034947895],
    [81, 263, 0.25273674558504267, 0.36762192260134746],
    [20, 20, 0.8315665290169145, 1],
    [3, 1000, 0.0006190999316499173, 0.008742023238657654],
  ]
  for (const [count, size, low, high] of table) {
    const interval = exactShareInterval(count, size)
    isNear(interval.low, low, 1e-9)
    isNear(interval.high, high, 1e-9)
  }
  isNear(exactShareInterval(0, 299, 0.05).high, zeroEventBound(299), 1e-12)
})
