import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { isNear } from './near.case.ts'
import { roganGladen } from './rogan-gladen.ts'
import { shareInterval } from './share.ts'

test('roganGladen() takes reviewers’ mistakes out, with the variance of the paper’s equation', () => {
  // p = 0.11 of 1,000, se = 0.9 of 200, sp = 0.95 of 400: (0.11 + 0.95 − 1) / 0.85
  const apparent = shareInterval(110, 1000)
  const known = { positives: 200, truePositives: 180, negatives: 400, trueNegatives: 380 }
  const corrected = roganGladen(apparent, (0.11 * 0.89) / 1000, known)
  const value = 0.06 / 0.85
  isNear(corrected.value, value, 1e-12)
  isNear(
    corrected.variance,
    (0.0979e-3 + value ** 2 * (0.09 / 200) + (1 - value) ** 2 * (0.0475 / 400)) / 0.7225,
    1e-12,
  )
  // near the delta method's interval, where nothing is rare
  isNear(corrected.high - corrected.low, 2 * 1.96 * Math.sqrt(corrected.variance), 0.004)
})

test('roganGladen() has the variance and the coverage that 2,000 made-up surveys have', () => {
  const random = createRandom(1)
  const drawn = (size: number, chance: number) => {
    let count = 0
    for (let k = 0; k < size; k++) if (random.next() < chance) count++
    return count
  }
  const [truth, se, sp] = [0.08, 0.9, 0.95]
  const apparent = truth * se + (1 - truth) * (1 - sp)
  const surveys = 2_000
  let [sum, squares, variances, covered] = [0, 0, 0, 0]
  for (let survey = 0; survey < surveys; survey++) {
    const seen = shareInterval(drawn(1000, apparent), 1000)
    const known = {
      positives: 200,
      truePositives: drawn(200, se),
      negatives: 400,
      trueNegatives: drawn(400, sp),
    }
    const found = roganGladen(seen, (seen.value * (1 - seen.value)) / 1000, known)
    sum += found.value
    squares += (found.value - truth) ** 2
    variances += found.variance
    if (found.low <= truth && truth <= found.high) covered++
  }
  isNear(sum / surveys, truth, 0.002)
  isNear(variances / squares, 1, 0.1)
  isNear(covered / surveys, 0.95, 0.015)
})

test('roganGladen() changes nothing for reviewers of whom no mistake is known, but is less sure', () => {
  const apparent = shareInterval(3, 1000)
  const known = { positives: 50, truePositives: 50, negatives: 500, trueNegatives: 500 }
  const corrected = roganGladen(apparent, 3e-6, known)
  isNear(corrected.value, 0.003, 1e-12)
  assert.ok(corrected.low < apparent.low && corrected.high > apparent.high)
})

test('roganGladen() refuses reviewers who guess', () => {
  const known = { positives: 10, truePositives: 5, negatives: 10, trueNegatives: 5 }
  assert.throws(() => roganGladen(shareInterval(1, 10), 0.01, known), /better than chance/)
  assert.throws(
    () => roganGladen(shareInterval(1, 10), 0.01, { ...known, positives: 0 }),
    RangeError,
  )
})
