import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, transpose } from './csr.ts'
import { denseMatrix } from './dense.ts'
import { mergeChanges, turned } from './merge-changes.ts'
import { randomCsr } from './random-graphs.ts'

function columns(entries: readonly (readonly [number, number, number])[]) {
  return {
    sources: Uint32Array.from(entries, ([source]) => source),
    targets: Uint32Array.from(entries, ([, target]) => target),
    changes: Float64Array.from(entries, ([, , change]) => change),
  }
}

test('mergeChanges() gives the rows that building from all entries gives, on 200 random graphs', () => {
  const random = createRandom(1)
  for (let run = 0; run < 200; run++) {
    const rows = random.below(12)
    const order = rows + random.below(4)
    const csr = randomCsr(random, rows, rows, random.below(40))
    const matrix = denseMatrix(csr)
    const entries: [number, number, number][] = []
    for (let i = 0; i < order; i++) {
      for (let j = 0; j < order; j++) {
        if (random.next() < 0.2) entries.push([i, j, matrix[i]?.[j] === 1 ? -1 : 1])
      }
    }
    const all = new Map(entries.map(([i, j, change]) => [`${i} ${j}`, change]))
    const cells: [number, number][] = []
    for (let i = 0; i < order; i++) {
      for (let j = 0; j < order; j++) {
        if ((matrix[i]?.[j] ?? 0) + (all.get(`${i} ${j}`) ?? 0) === 1) cells.push([i, j])
      }
    }
    const expected = buildCsr(
      order,
      order,
      cells.map(([i]) => i),
      cells.map(([, j]) => j),
    )
    const changes = columns(entries.toSorted(() => random.next() - 0.5))
    assert.deepEqual(mergeChanges(csr, order, changes), expected, `run ${run}`)
    const back = mergeChanges(transpose(csr), order, turned(changes))
    assert.deepEqual(back, transpose(expected), `run ${run}, turned`)
  }
})

test('mergeChanges() refuses what is not a change', () => {
  const csr = buildCsr(2, 2, [0], [1])
  assert.throws(() => mergeChanges(csr, 2, columns([[0, 1, 1]])), {
    name: 'RangeError',
    message: 'entry (0, 1) expected to be new, got a change of 1',
  })
  assert.throws(() => mergeChanges(csr, 2, columns([[1, 0, -1]])), RangeError)
  assert.throws(() => mergeChanges(buildCsr(1, 1, [0], [0], [2]), 1, columns([])), RangeError)
})
