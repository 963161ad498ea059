import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { trainBoosted } from './boosted-trees.ts'
import { scoresOf } from './ensemble.ts'
import { parseModel, writeModel } from './model-file.ts'

const rows = Uint32Array.from({ length: 60 }, (_, k) => k)
const columns = [
  Float64Array.from(rows, (row) => (row % 7 === 0 ? NaN : row % 13)),
  Float64Array.from(rows, (row) => row / 7),
]
const answers = Uint8Array.from(rows, (row) => (row % 13 > 6 ? 1 : 0))
const ensemble = trainBoosted({ columns, rows, answers, positiveWeight: 1 }, createRandom(1), {
  trees: 5,
  minWeight: 0,
})
const calibration = { scores: Float64Array.of(0.2, 0.8), values: Float64Array.of(0, 1) }
const model = { features: ['turns', 'steps'], ensemble, calibration }
const text = writeModel(model)

test('a model comes back from its file and scores the same to the last bit', () => {
  const back = parseModel(text)
  assert.deepEqual(back, model)
  assert.deepEqual(scoresOf(back.ensemble, columns, rows), scoresOf(model.ensemble, columns, rows))
  assert.equal(writeModel(back), text)
})

const refused: readonly (readonly [string, string, unknown, RegExp])[] = [
  ['another format', 'format', 'other', /"format" expected "firebreak-model", got "other"/],
  ['a later version', 'version', 2, /"version" expected 1, got 2/],
  ['a kind it does not know', 'kind', 'oracle', /"kind" expected/],
  ['a node that points back', 'trees.0.lefts.0', 0, /lefts\[0\]" expected a whole number of 1/],
  ['a node that points outside', 'trees.0.rights.0', 1e6, /rights\[0\]" expected a whole/],
  [
    'a feature that is not there',
    'trees.0.features.0',
    2,
    /expected a whole number of -1..1, got 2/,
  ],
  ['lists of unequal length', 'trees.0.values', [1], /trees\[0\].values" expected length/],
  ['a tree without nodes', 'trees.0.features', [], /expected at least 1 node/],
  ['a value that is no number', 'trees.0.values.0', null, /expected a finite number, got null/],
  ['a curve that falls', 'calibration.values', [1, 0.5], /a curve that rises/],
  ['a probability above 1', 'calibration.values.1', 1.5, /expected 0..1, got 1.5/],
  ['a list in place of an object', 'trees.0', [], /trees\[0\]" expected an object/],
]

for (const [what, path, value, message] of refused) {
  test(`parseModel() refuses ${what}`, () => {
    const spoiled = JSON.stringify(spoil(JSON.parse(text), path.split('.'), value))
    assert.throws(() => parseModel(spoiled), message)
  })
}

test('parseModel() refuses what is not JSON', () => {
  assert.throws(() => parseModel('{'), SyntaxError)
})

/** The same with another value at the end of a path. */
function spoil(spec: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (typeof spec !== 'object' || spec === null) throw new TypeError(`there is no ${key}`)
  const changed = new Map(Object.entries(spec))
  changed.set(key, spoil(changed.get(key), rest, value))
  return Array.isArray(spec) ? [...changed.values()] : Object.fromEntries(changed)
}
