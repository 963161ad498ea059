import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers, denseMatrix } from './dense.ts'
import { layered } from './layers.ts'
import { randomCsr, randomLayers } from './random-graphs.ts'
import { inducedSubgraph, mergedSubgraph, type Subgraph } from './subgraph.ts'
import { undirected } from './undirected.ts'

test('inducedSubgraph() keeps the entries among the rows and says which they were', () => {
  const csr = buildCsr(5, 5, [0, 1, 3, 3, 4], [3, 0, 0, 3, 3], [1, 2, 3, 4, 5])
  const { csr: part, rows, locals } = inducedSubgraph(csr, [3, 0, 3, 2])
  assert.deepEqual([...rows], [0, 2, 3])
  assert.deepEqual([...locals], [0, -1, 1, 2, -1])
  assert.deepEqual(denseMatrix(part), [
    [0, 0, 1],
    [0, 0, 0],
    [3, 0, 4],
  ])
})

test('inducedSubgraph() agrees with rows and columns cut from a matrix on 200 random graphs', () => {
  const random = createRandom(16)
  for (let run = 0; run < 200; run++) {
    const order = 1 + random.below(14)
    const csr = randomCsr(random, order, order, random.below(60), run % 2 === 0)
    const chosen = Array.from({ length: random.below(order + 3) }, () => random.below(order))
    const part = inducedSubgraph(csr, chosen)
    assertMapping(part, chosen)
    const whole = denseMatrix(csr)
    const expected = Array.from(part.rows, (i) => Array.from(part.rows, (j) => whole[i][j]))
    assert.deepEqual(denseMatrix(part.csr), expected, `run ${run}`)
    assert.equal(part.csr.weights === null, csr.weights === null)
  }
})

test('mergedSubgraph() agrees with rows and columns cut from a matrix on 200 random layers', () => {
  const random = createRandom(17)
  for (let run = 0; run < 200; run++) {
    const layers = randomLayers(random)
    const count = layers.order > 0 ? random.below(layers.order + 3) : 0
    const chosen = Array.from({ length: count }, () => random.below(layers.order))
    const part = mergedSubgraph(layers, chosen)
    assertMapping(part, chosen)
    const whole = denseLayers(layers)
    const expected = Array.from(part.rows, (i) => Array.from(part.rows, (j) => whole[i][j]))
    assert.deepEqual(denseMatrix(part.csr), expected, `run ${run}`)
  }
})

test('mergedSubgraph() of one digraph is the undirected sum of the induced one', () => {
  const random = createRandom(18)
  const csr = randomCsr(random, 40, 40, 300)
  const chosen = [...Array(25).keys()]
  const merged = mergedSubgraph(layered([40], [{ links: digraph(csr) }]), chosen)
  assert.deepEqual(merged.csr, undirected(digraph(inducedSubgraph(csr, chosen).csr), 'sum'))
})

test('inducedSubgraph() and mergedSubgraph() of no rows are empty', () => {
  assert.equal(inducedSubgraph(buildCsr(3, 3, [0], [1]), []).csr.rows, 0)
  assert.deepEqual([...mergedSubgraph(layered([2], []), [1]).csr.starts], [0, 0])
  assert.equal(mergedSubgraph(layered([], []), []).csr.rows, 0)
})

test('inducedSubgraph() refuses what is not a row, or not square', () => {
  assert.throws(() => inducedSubgraph(buildCsr(2, 2, [], []), [2]), RangeError)
  assert.throws(() => mergedSubgraph(layered([2], []), [-1]), RangeError)
  assert.throws(() => inducedSubgraph(buildCsr(2, 3, [], []), []), {
    name: 'RangeError',
    message: '"csr" expected as many columns as rows (2), got 3',
  })
})

function assertMapping({ rows, locals }: Subgraph, chosen: number[]): void {
  assert.deepEqual(
    [...rows],
    [...new Set(chosen)].toSorted((a, b) => a - b),
  )
  for (const [row, local] of locals.entries()) {
    assert.equal(local, chosen.includes(row) ? rows.indexOf(row) : -1)
  }
}
