import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { boundedMeanInterval } from './bounded-mean.ts'
import { isNear } from './near.case.ts'
import { zeroEventBound } from './share.ts'

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
