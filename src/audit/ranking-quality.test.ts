import assert from 'node:assert/strict'
import { test } from 'node:test'
import { averagePrecision, reviewPoints } from './ranking-quality.ts'

const isRelevant = Uint8Array.of(1, 0, 1, 0, 0)

test('averagePrecision() is 1 when all that is relevant comes first, and the textbook value else', () => {
  assert.equal(averagePrecision([2, 0, 1, 3, 4], isRelevant), 1)
  assert.equal(averagePrecision([1, 0, 3, 2, 4], isRelevant), (1 / 2 + 2 / 4) / 2)
  assert.equal(averagePrecision([1, 3], isRelevant), 0)
  // scikit-learn: average_precision_score([1, 0, 0, 1, 1, 0, 0, 1, 0, 0], range(10, 0, -1))
  const ten = Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 1, 0, 0)
  assert.ok(Math.abs(averagePrecision([...ten.keys()], ten) - 0.65) < 1e-12)
})

test('reviewPoints() says what each budget finds, and stops at the end of the ranking', () => {
  assert.deepEqual(reviewPoints([0, 1, 2, 3], isRelevant, [0, 1, 2, 9]), [
    { budget: 0, precision: 0, recall: 0 },
    { budget: 1, precision: 1, recall: 0.5 },
    { budget: 2, precision: 0.5, recall: 0.5 },
    { budget: 4, precision: 0.5, recall: 1 },
  ])
})
