import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { bcaInterval } from './bootstrap.ts'
import { mean } from './mean.ts'
import { isNear } from './near.case.ts'

test('bcaInterval() agrees with the worked example of Efron and Tibshirani', () => {
  // An Introduction to the Bootstrap, 1993, section 14.3: test A of 26 children, the variance with
  // divisor n. Published: estimate 171.5, 90 % BCa (115.8, 259.6), against percentile (100.8, 233.9).
  const spatial = [
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
    41,
  ]
  const options = { resamples: 8000, tail: 0.05, isExpanded: false }
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

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}
