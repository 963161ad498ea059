import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kaplanMeierMedian } from './survival.ts'

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

test('kaplanMeierMedian() agrees with the published leukaemia trial', () => {
  // Freireich et al. 1963, weeks of remission, as in every textbook: 23 weeks on 6-MP, 8 on placebo
  const treated = [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(at),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(until),
  ]
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(at)
  assert.equal(kaplanMeierMedian(treated), 23)
  assert.equal(kaplanMeierMedian(placebo), 8)
})
