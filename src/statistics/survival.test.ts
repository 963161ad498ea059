import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { kaplanMeierMedian, logRank, survivalCurve } from './survival.ts'

const at = (time: number) => ({ time, isCensored: false })
const until = (time: number) => ({ time, isCensored: true })

test('kaplanMeierMedian() is the plain median when nobody is censored', () => {
  assert.equal(kaplanMeierMedian([5, 1, 3, 2, 4].map(at)), 3)
  assert.equal(kaplanMeierMedian([1, 2, 3, 4].map(at)), 2)
  assert.equal(kaplanMeierMedian([1, 1, 1, 9].map(at)), 1)
})

test('kaplanMeierMedian() is null when half never reached the event', () => {
  assert.equal(kaplanMeierMedian([at(1), at(2), until(12), until(12), until(12)]), null)
  assert.equal(kaplanMeierMedian([until(3)]), null)
  assert.equal(kaplanMeierMedian([]), null)
})

// Freireich et al. 1963, weeks of remission, as in every textbook
const TREATED = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(at),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(until),
]
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(at)

test('kaplanMeierMedian() agrees with the published leukaemia trial', () => {
  assert.equal(kaplanMeierMedian(TREATED), 23)
  assert.equal(kaplanMeierMedian(PLACEBO), 8)
})

test('survivalCurve() and its interval agree with scipy', () => {
  // scipy 1.17, ecdf(CensoredData(...)).sf, confidence_interval(method='log-log')
  const expected = [
    [6, 0.85714286, 0.61971796, 0.95155175],
    [7, 0.80672269, 0.56314656, 0.92280902],
    [10, 0.75294118, 0.50319951, 0.88936184],
    [13, 0.69019608, 0.43161022, 0.84906596],
    [16, 0.62745098, 0.36751086, 0.80491219],
    [22, 0.53781513, 0.26777894, 0.74679072],
    [23, 0.44817927, 0.18805201, 0.68014263],
  ]
  const curve = survivalCurve(TREATED)
  assert.equal(curve.length, expected.length)
  for (const [k, { time, surviving, low, high }] of curve.entries()) {
    for (const [i, value] of [time, surviving, low, high].entries()) {
      isNear(value, expected[k][i], 5e-9)
    }
  }
  const last = survivalCurve(PLACEBO).at(-1)!
  assert.deepEqual([last.surviving, last.low, last.high], [0, 0, 0])
})

test('logRank() agrees with scipy and with the published value', () => {
  const { z, pValue } = logRank(PLACEBO, TREATED)
  isNear(z, 4.097919104767264, 1e-12)
  isNear(pValue, 4.168809109334529e-5, 5e-9)
  isNear(z * z, 16.793, 5e-4)
  assert.deepEqual(logRank([until(3)], [until(4)]), { z: 0, pValue: 1 })
})
