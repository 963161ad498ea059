import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import {
  bcaInterval,
  boundedMeanInterval,
  mean,
  shareInterval,
  testAccountsFor,
  zeroEventBound,
} from './statistics.ts'

const isNear = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`)

test('normalCdf() and normalQuantile() give the tabled values', () => {
  isNear(normalCdf(0), 0.5, 1e-15)
  isNear(normalCdf(1), 0.8413447460685429, 1e-14)
  isNear(normalCdf(-1.959963984540054), 0.025, 1e-14)
  isNear(normalCdf(-5), 2.866515718791939e-7, 1e-14)
  isNear(normalQuantile(0.975), 1.959963984540054, 1e-9)
  isNear(normalQuantile(0.05), -1.6448536269514722, 1e-9)
  assert.throws(() => normalQuantile(1), RangeError)
})

test('bcaInterval() agrees with the worked example of Efron and Tibshirani', () => {
  // An Introduction to the Bootstrap, 1993, section 14.3: test A of 26 children, the variance with
  // divisor n. Published: estimate 171.5, 90 % BCa (115.8, 259.6), against percentile (100.8, 233.9).
  const spatial = [
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
    41,
  ]
  const options = { resamples: 8000, tail: 0.05 }
  const { value, low, high } = bcaInterval(spatial, variance, createRandom(1), options)
  isNear(value, 171.5, 0.05)
  isNear(low, 115.8, 4)
  isNear(high, 259.6, 6)
})

test('bcaInterval() covers the true mean about as often as it says, of a skewed measure', () => {
  // exposure as audits see it: most accounts see nothing, some are flooded; true mean 0.3 · 0.5
  const random = createRandom(5)
  const trials = 400
  let covered = 0
  for (let trial = 0; trial < trials; trial++) {
    const values = Array.from({ length: 60 }, () => (random.next() < 0.3 ? random.next() : 0))
    const { low, high } = bcaInterval(values, mean, random, { resamples: 400 })
    if (low <= 0.15 && 0.15 <= high) covered++
  }
  isNear(covered / trials, 0.95, 0.035)
})

test('bcaInterval() is a point when all values are alike, and refuses to speak of none', () => {
  const random = createRandom(1)
  assert.deepEqual(bcaInterval([3, 3, 3], mean, random), { value: 3, low: 3, high: 3 })
  assert.deepEqual(bcaInterval([3], mean, random), { value: 3, low: 3, high: 3 })
  assert.throws(() => bcaInterval([], mean, random), /"values" expected 1 or more, got 0/)
})

test('boundedMeanInterval() gives the exact zero-event bound when nothing was seen', () => {
  const nothing = boundedMeanInterval(Array<number>(100).fill(0), createRandom(1))
  assert.deepEqual(nothing, { value: 0, low: 0, high: 1 - 0.05 ** 0.01 })
  isNear(nothing.high, 0.0295, 0.00005)
  const all = boundedMeanInterval(Array<number>(100).fill(1), createRandom(1))
  assert.equal(all.high, 1)
  isNear(all.low, 0.05 ** 0.01, 1e-15)
})

test('boundedMeanInterval() never promises more for having seen something than for nothing', () => {
  for (const seen of [0, 1, 2, 5]) {
    const values = Array.from({ length: 100 }, (_, k) => (k < seen ? 0.01 : 0))
    const { value, low, high } = boundedMeanInterval(values, createRandom(1))
    assert.ok(low <= value && value <= high && high >= zeroEventBound(100))
  }
})

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

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}
