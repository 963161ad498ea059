import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelBlindness } from './model-blindness.ts'
import { isNear } from './near.case.ts'

const finds = (positives: number, unseenPositives: number) => ({
  draws: 2000,
  unseenDraws: 1900,
  positives,
  unseenPositives,
})

test('modelBlindness() raises the alarm when more is found than the model may miss', () => {
  // scipy 1.17: stats.binom.sf(1, 2, .2), stats.binom.sf(2, 7, .2)
  isNear(modelBlindness(finds(2, 2), 0.2).pValue, 0.04, 1e-12)
  isNear(modelBlindness(finds(7, 3), 0.2).pValue, 0.148032, 1e-12)
  assert.equal(modelBlindness(finds(2, 2), 0.2).alarm, true)
  assert.equal(modelBlindness(finds(7, 3), 0.2).alarm, false)
  assert.equal(modelBlindness(finds(7, 0), 0.2).pValue, 1)
})

test('modelBlindness() raises none for what reviewers’ mistakes explain', () => {
  assert.equal(modelBlindness(finds(4, 4), 0.2, 0.002).alarm, false)
  assert.equal(modelBlindness(finds(4, 4), 0.2, 0.0001).alarm, true)
})

test('modelBlindness() says how many may be unseen when none was found', () => {
  // scipy 1.17: binomtest(0, 2000).proportion_ci(.95, 'exact')
  isNear(modelBlindness(finds(3, 0), 0.2).unseenAtMost, 0.001842739, 1e-8)
})
