import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import {
  binomialTail,
  exactShareInterval,
  shareInterval,
  testAccountsFor,
  zeroEventBound,
} from './share.ts'

test('testAccountsFor() gives the published numbers of clean sessions', () => {
  assert.deepEqual([0.01, 0.005, 0.001].map(testAccountsFor), [299, 598, 2995])
  assert.ok(zeroEventBound(299) <= 0.01 && zeroEventBound(298) > 0.01)
  assert.throws(() => testAccountsFor(1.5), RangeError)
})

test('testAccountsFor() needs nobody to show a budget of all, and nobody can show one of nothing', () => {
  assert.equal(testAccountsFor(1), 0)
  assert.equal(testAccountsFor(0), Infinity)
})

test('shareInterval() agrees with R, and so with the table of Newcombe 1998', () => {
  // R 4.2.2: prop.test(count, size, correct = FALSE)$conf.int
  const table: [number, number, number, number][] = [
    [81, 263, 0.2552885198782743, 0.3662095769828002],
    [15, 148, 0.06238639953073628, 0.160487241723308],
    [0, 20, 0, 0.1611251580528193],
    [1, 29, 0.006113214292762661, 0.171755218793202824],
    [7, 7, 0.6456695649333126, 1],
    [3, 1000, 0.001020783881138619, 0.008783014053503173],
  ]
  for (const [count, size, low, high] of table) {
    const interval = shareInterval(count, size)
    isNear(interval.low, low, 1e-9)
    isNear(interval.high, high, 1e-9)
  }
})

test('exactShareInterval() agrees with R and scipy', () => {
  // R 4.2.2: binom.test(count, size)$conf.int; scipy 1.17: binomtest(count, size).proportion_ci()
  const table: [number, number, number, number][] = [
    [0, 20, 0, 0.16843347098308548],
    [1, 29, 0.0008726468835971072, 0.17764429548841465],
    [15, 148, 0.05784401008344801, 0.16165049034947895],
    [81, 263, 0.25273674558504267, 0.36762192260134746],
    [20, 20, 0.8315665290169145, 1],
    [3, 1000, 0.0006190999316499173, 0.008742023238657654],
    [2, 5, 0.05274495052631691, 0.85336720036532676],
  ]
  for (const [count, size, low, high] of table) {
    const interval = exactShareInterval(count, size)
    isNear(interval.low, low, 1e-9)
    isNear(interval.high, high, 1e-9)
  }
  isNear(exactShareInterval(0, 299, 0.05).high, zeroEventBound(299), 1e-12)
})

test('binomialTail() agrees with R', () => {
  // R 4.2.2: pbinom(count - 1, size, p, lower.tail = FALSE)
  isNear(binomialTail(2, 2, 0.2), 0.04, 1e-12)
  isNear(binomialTail(3, 7, 0.2), 0.148032, 1e-12)
  isNear(binomialTail(25, 300, 0.05), 0.009348804278158884, 1e-12)
})
