import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lagCurve } from './lag-curve.ts'
import { leakDepth, medianLeakDepth } from './leak-depth.ts'
import { replacementRate } from './replacement-rate.ts'
import { EQUAL_WEIGHTS, POSITION_WEIGHTS, weightedExposure } from './weighted-exposure.ts'

const harmful = Uint8Array.from([1, 0, 1, 0, 0])

test('weightedExposure() is the sum over ranks worked out by hand, and empty places are harmless', () => {
  assert.equal(weightedExposure([[0, 1, 2], [3]], harmful, EQUAL_WEIGHTS), 0.1)
  const all = POSITION_WEIGHTS.reduce((sum, weight) => sum + weight, 0)
  // ranks 1 and 3: 1 / log2(2) and 1 / log2(4)
  const expected = (1 + 0.5) / all / 2
  assert.ok(
    Math.abs(weightedExposure([[0, 1, 2], [3]], harmful, POSITION_WEIGHTS) - expected) < 1e-15,
  )
  assert.equal(weightedExposure([[0, 9]], [0.5, 0], EQUAL_WEIGHTS), 0.05)
  assert.equal(weightedExposure([], harmful, EQUAL_WEIGHTS), 0)
  assert.ok(POSITION_WEIGHTS[0] / POSITION_WEIGHTS[9] > 3)
})

test('weightedExposure() agrees with the discounted gain of scikit-learn', () => {
  const grades = [1, 0, 0.5, 0, 0, 0.25, 0, 1, 0, 0.1]
  // dcg_score([grades], [range(10, 0, -1)]) / dcg_score([ones(10)], ...)
  const expected = 0.3705075758739416
  const found = weightedExposure([[...grades.keys()]], grades, POSITION_WEIGHTS)
  assert.ok(Math.abs(found - expected) < 1e-12)
})

test('lagCurve() finds the half-life after the peak and the lift over what was before', () => {
  const before = { exposure: 0.1, impressions: { harmful: 1, entries: 10 } }
  const curve = lagCurve([0.2, 0.8, 0.6, 0.4, 0.1], before, { harmful: 9, entries: 20 })
  assert.equal(curve.halfLifeSlates, 2)
  assert.equal(curve.lift, 10 / 3)
  assert.equal(curve.before, 0.1)
  const flat = lagCurve([0, 0], null, { harmful: 0, entries: 20 })
  assert.deepEqual([flat.halfLifeSlates, flat.lift, flat.before], [null, null, null])
  assert.equal(lagCurve([0.2, 0.9, 0.8], null, { harmful: 1, entries: 1 }).halfLifeSlates, null)
})

test('leakDepth() counts on from slate to slate, and those who see none count as longer', () => {
  assert.equal(
    leakDepth(
      [
        [1, 3],
        [4, 2],
      ],
      harmful,
    ),
    4,
  )
  assert.equal(leakDepth([[1], []], harmful), null)
  assert.equal(medianLeakDepth([[[0]], [[1, 0]], [[1, 3, 4]]], harmful), 2)
  assert.equal(medianLeakDepth([[[1, 3]], [[1, 3]], [[0]]], harmful), null)
})

test('replacementRate() counts others of the network after a removal, each once', () => {
  const removal = { after: 1, rows: new Set([0]) }
  assert.equal(replacementRate([{ slates: [[2], [2, 1], [2]], removal }], harmful), 1)
  assert.equal(replacementRate([{ slates: [[2], [1, 0]], removal }], harmful), 0)
  assert.equal(replacementRate([{ slates: [[2]], removal: null }], harmful), null)
})
