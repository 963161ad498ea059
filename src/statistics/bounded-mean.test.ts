import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createRandom } from '../util/random.ts'
import { boundedMeanInterval } from './bounded-mean.ts'
import { isNear } from './near.case.ts'
import { shareInterval, zeroEventBound } from './share.ts'

test('boundedMeanInterval() gives the exact zero-event bound when nothing was seen', () => {
  const nothing = boundedMeanInterval(Array<number>(100).fill(0))
  assert.deepEqual(nothing, { value: 0, low: 0, high: zeroEventBound(100) })
  isNear(nothing.high, 0.0295, 0.00005)
  const all = boundedMeanInterval(Array<number>(100).fill(1))
  assert.equal(all.high, 1)
  isNear(all.low, 0.05 ** 0.01, 1e-15)
})

test('boundedMeanInterval() promises no more for a first glimpse of something than for nothing', () => {
  for (const seen of [1 / 120, 0.05, 0.5, 1]) {
    const values = Array.from({ length: 100 }, (_, k) => (k === 0 ? seen : 0))
    const { value, low, high } = boundedMeanInterval(values)
    assert.ok(low <= value && value <= high && high >= zeroEventBound(100))
  }
})

test('boundedMeanInterval() of accounts that see all or nothing is near Wilson’s interval of a share', () => {
  const values = Array.from({ length: 1_000 }, (_, k) => (k < 300 ? 1 : 0))
  const found = boundedMeanInterval(values)
  const share = shareInterval(300, 1_000)
  isNear(found.low, share.low, 1e-4)
  isNear(found.high, share.high, 1e-4)
})

test('boundedMeanInterval() holds the value, stays in 0..1, and turns round with what it measures', () => {
  const values = fc.array(
    fc.integer({ min: 0, max: 120 }).map((seen) => seen / 120),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(values, (some) => {
      const { value, low, high } = boundedMeanInterval(some)
      assert.ok(low >= 0 && low <= value + 1e-12 && value <= high + 1e-12 && high <= 1)
      const turned = boundedMeanInterval(some.map((one) => 1 - one))
      isNear(turned.low, 1 - high, 1e-6)
      isNear(turned.high, 1 - low, 1e-6)
    }),
  )
  assert.throws(() => boundedMeanInterval([]), /"values" expected 1 or more, got 0/)
})

test('boundedMeanInterval() covers the true mean about as often as it says, of a skewed measure', () => {
  // most accounts see nothing, some are flooded; true mean 0.3 · 0.5
  const random = createRandom(5)
  const trials = 2_000
  let covered = 0
  for (let trial = 0; trial < trials; trial++) {
    const values = Array.from({ length: 60 }, () => (random.next() < 0.3 ? random.next() : 0))
    const { low, high } = boundedMeanInterval(values)
    if (low <= 0.15 && 0.15 <= high) covered++
  }
  isNear(covered / trials, 0.95, 0.02)
})
