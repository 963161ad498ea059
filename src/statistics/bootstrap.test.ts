import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { bcaInterval } from './bootstrap.ts'
import { mean } from './mean.ts'
import { isNear } from './near.case.ts'

/** Test A of 26 children: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, table 14.1. */
const SPATIAL = [
  48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
  41,
]

test('bcaInterval() agrees with the worked example of Efron and Tibshirani', () => {
  // An Introduction to the Bootstrap, 1993, section 14.3: test A of 26 children, the variance with
  // divisor n. Published: estimate 171.5, 90 % BCa (115.8, 259.6), against percentile (100.8, 233.9).
  const options = { resamples: 8000, tail: 0.05, isExpanded: false }
  const { value, low, high } = bcaInterval(SPATIAL, variance, createRandom(1), options)
  isNear(value, 171.5, 0.05)
  isNear(low, 115.8, 4)
  isNear(high, 259.6, 6)
})

test('bcaInterval() agrees with R within Monte Carlo error, of a mean and of a variance', () => {
  // R 4.2.2, boot 1.3-28.1: b <- boot(values, function(d, i) mean(d[i]), R = 400000)
  // boot.ci(b, conf = c(0.9, 0.95), type = "bca", L = empinf(b, type = "jack"))
  // the hours between failures of an aircraft's air conditioning (F. Proschan, Technometrics 5, 1963)
  const hours = [3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487]
  const ends = [
    [hours, mean, 0.05, 62.83333333, 202.5],
    [hours, mean, 0.025, 57, 226.1666667],
    [SPATIAL, variance, 0.05, 115.8284024, 261.9245562],
    [SPATIAL, variance, 0.025, 106.0251479, 280.1504724],
  ] as const
  for (const [values, statistic, tail, low, high] of ends) {
    const options = { resamples: 20_000, tail, isExpanded: false }
    const found = bcaInterval(values, statistic, createRandom(2), options)
    // three standard errors and more: over 20 seeds the ends vary by 0.6 to 0.8 %
    isNear(found.low / low, 1, 0.03)
    isNear(found.high / high, 1, 0.03)
  }
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
