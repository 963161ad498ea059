import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { isNear } from './near.case.ts'
import { fitLogistic, type LogisticTask } from './logistic.ts'

test('fitLogistic() finds the weights at which nothing can be gained', () => {
  const random = createRandom(2)
  for (let run = 0; run < 20; run++) {
    const task = randomTask(random, 60, 4)
    const { offset, weights } = fitLogistic(task)
    const best = lossOf(task, offset, weights)
    for (let k = -1; k < weights.length; k++) {
      for (const step of [-0.01, 0.01]) {
        const moved = weights.slice()
        if (k >= 0) moved[k] += step
        if (k >= 0 && !task.signed[k] && moved[k] < 0) continue
        assert.ok(lossOf(task, offset + (k < 0 ? step : 0), moved) >= best - 1e-9)
      }
    }
  }
})

test('fitLogistic() agrees with scikit-learn as far as it goes on, to 1e-5', () => {
  // scikit-learn, LogisticRegression(C=1/(10*0.05), class_weight='balanced', solver='newton-cholesky', tol=1e-14)
  const features = [
    Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.95, 0.6, 0.2, 0.7, 0.5, 0.15),
    Float64Array.of(0.9, 0.2, 0.7, 0.3, 0.5, 0.6, 0.1, 0.85, 0.45, 0.65),
  ]
  const answers = Uint8Array.of(0, 0, 1, 1, 1, 0, 0, 1, 0, 0)
  const fit = fitLogistic({ features, answers, ridge: 0.05, signed: [true, false] })
  isNear(fit.offset, -0.93901275, 1e-5)
  isNear(fit.weights[0], 1.37303401, 1e-5)
  isNear(fit.weights[1], 0.43961081, 1e-5)
})

test('fitLogistic() keeps a weight that may not be negative at 0 or above', () => {
  const random = createRandom(3)
  for (let run = 0; run < 20; run++) {
    const task = randomTask(random, 40, 5)
    const { weights } = fitLogistic(task)
    weights.forEach((weight, k) => assert.ok(task.signed[k] || weight >= 0))
  }
})

test('fitLogistic() lets both classes weigh the same', () => {
  const answers = Uint8Array.from({ length: 100 }, (_, r) => (r === 0 ? 1 : 0))
  const { offset } = fitLogistic({ features: [], answers, ridge: 0.1, signed: [] })
  assert.ok(Math.abs(offset) < 1e-6)
})

test('fitLogistic() refuses features that do not fit, and a single class', () => {
  const answers = Uint8Array.of(0, 1)
  const features = [new Float64Array(3)]
  assert.throws(() => fitLogistic({ features, answers, ridge: 1, signed: [true] }), RangeError)
  const one = Uint8Array.of(1, 1)
  assert.throws(() => fitLogistic({ features: [], answers: one, ridge: 1, signed: [] }), RangeError)
})

function randomTask(random: ReturnType<typeof createRandom>, rows: number, width: number) {
  const answers = Uint8Array.from({ length: rows }, (_, r) =>
    r < 5 || random.next() < 0.3 ? 1 : 0,
  )
  answers[rows - 1] = 0
  const features = Array.from({ length: width }, () =>
    Float64Array.from(answers, (answer) => random.next() + 0.3 * answer * (random.next() - 0.3)),
  )
  return { features, answers, ridge: 0.01, signed: features.map((_feature, k) => k % 2 === 0) }
}

function lossOf({ features, answers, ridge }: LogisticTask, offset: number, weights: Float64Array) {
  const positives = answers.reduce((sum, answer) => sum + answer, 0)
  let loss = 0
  answers.forEach((answer, r) => {
    let margin = offset
    weights.forEach((weight, k) => (margin += weight * features[k][r]))
    const share = answer === 1 ? 0.5 / positives : 0.5 / (answers.length - positives)
    loss += share * Math.log1p(Math.exp(answer === 1 ? -margin : margin))
  })
  return loss + (ridge / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0)
}
