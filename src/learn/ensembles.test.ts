import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { trainBoosted } from './boosted-trees.ts'
import { type Ensemble, scoresOf } from './ensemble.ts'
import { trainForest } from './forest.ts'
import { type Task } from './task.ts'

const SIZE = 1200
const TRAINED = Uint32Array.from({ length: 600 }, (_, k) => k)
const KEPT = Uint32Array.from({ length: 600 }, (_, k) => 600 + k)

const ways: Record<string, (task: Task, seed: number) => Ensemble> = {
  'a forest': (task, seed) => trainForest(task, createRandom(seed), { trees: 60 }).ensemble,
  'boosted trees': (task, seed) => trainBoosted(task, createRandom(seed), { trees: 60 }),
}

for (const [name, train] of Object.entries(ways)) {
  test(`${name} learn what no single feature says, and rank rows they have not seen`, () => {
    const task = crossed(1)
    const scores = scoresOf(train(task, 1), task.columns, KEPT)
    assert.ok(areaUnder(scores, KEPT, task.answers) > 0.72)
  })

  test(`${name} are the same again by the same seed`, () => {
    const task = crossed(2)
    assert.deepEqual(train(task, 3), train(task, 3))
    assert.notDeepEqual(train(task, 3), train(task, 4))
  })

  test(`${name} find nothing where there is nothing`, () => {
    const random = createRandom(55)
    const answers = Uint8Array.from({ length: SIZE }, () => (random.next() < 0.3 ? 1 : 0))
    const task = { ...crossed(5), answers }
    const scores = scoresOf(train(task, 1), task.columns, KEPT)
    assert.ok(Math.abs(areaUnder(scores, KEPT, answers) - 0.5) < 0.08)
  })

  test(`${name} refuse one class alone, and columns they were not trained on`, () => {
    const task = crossed(1)
    const alone = { ...task, answers: new Uint8Array(SIZE) }
    assert.throws(() => train(alone, 1), /expected both classes, got 0 of 600/)
    const ensemble = train(task, 1)
    assert.throws(() => scoresOf(ensemble, task.columns.slice(1), KEPT), /"columns" expected 4/)
  })
}

test('rows that a tree did not draw are scored about as well as rows never seen', () => {
  const task = crossed(1)
  const { ensemble, outOfBag } = trainForest(task, createRandom(1))
  const unseen = areaUnder(scoresOf(ensemble, task.columns, KEPT), KEPT, task.answers)
  assert.ok(outOfBag.every((score) => score >= 0 && score <= 1))
  assert.ok(Math.abs(areaUnder(outOfBag, TRAINED, task.answers) - unseen) < 0.05)
})

/**
 * Positive, mostly, where two features are both high or both low: the best ranking there is has an
 * area of 0.79. One in eleven values of a third feature is missing.
 */
function crossed(seed: number): Task {
  const random = createRandom(seed)
  const column = () => Float64Array.from({ length: SIZE }, () => random.next())
  const columns = [column(), column(), column(), column()]
  const answers = Uint8Array.from({ length: SIZE }, (_, row) => {
    const both = columns[0][row] > 0.6 === columns[1][row] > 0.6
    return random.next() < (both ? 0.45 : 0.02) ? 1 : 0
  })
  for (let row = 0; row < SIZE; row += 11) columns[2][row] = NaN
  return { columns, rows: TRAINED, answers, positiveWeight: 'balanced' }
}

function areaUnder(scores: Float64Array, rows: Uint32Array, answers: Uint8Array): number {
  let pairs = 0
  let won = 0
  for (let a = 0; a < rows.length; a++) {
    if (answers[rows[a]] === 0) continue
    for (let b = 0; b < rows.length; b++) {
      if (answers[rows[b]] === 1) continue
      pairs++
      won += scores[a] > scores[b] ? 1 : scores[a] === scores[b] ? 0.5 : 0
    }
  }
  return won / pairs
}
