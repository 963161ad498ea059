import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseMatrix } from './dense.ts'
import { modularity } from './modularity.ts'
import { randomCsr } from './random-graphs.ts'
import { undirected } from './undirected.ts'

test('modularity() of two linked triangles is 6/7 − 1/2 when they are the groups', () => {
  const edges = buildCsr(6, 6, [0, 0, 1, 3, 3, 4, 2], [1, 2, 2, 4, 5, 5, 3])
  const graph = undirected(digraph(edges))
  assert.ok(Math.abs(modularity(graph, [0, 0, 0, 1, 1, 1]) - (6 / 7 - 1 / 2)) < 1e-12)
  assert.ok(Math.abs(modularity(graph, [0, 0, 0, 1, 1, 1], 2) - (6 / 7 - 1)) < 1e-12)
  assert.equal(modularity(graph, [9, 9, 9, 9, 9, 9]), 0)
})

test('modularity() agrees with the sum over all pairs on 200 random graphs', () => {
  const random = createRandom(19)
  for (let run = 0; run < 200; run++) {
    const order = 1 + random.below(12)
    const edges = digraph(randomCsr(random, order, order, random.below(40), run % 2 === 0))
    const graph = undirected(edges, 'sum')
    const labels = Array.from({ length: order }, () => random.below(4))
    const resolution = 0.5 + random.next()
    const matrix = denseMatrix(graph)
    const degrees = matrix.map((row) => row.reduce((sum, weight) => sum + weight, 0))
    const total = degrees.reduce((sum, degree) => sum + degree, 0)
    let expected = 0
    for (const [i, row] of matrix.entries()) {
      for (const [j, weight] of row.entries()) {
        if (labels[i] !== labels[j] || total === 0) continue
        expected += (weight - (resolution * degrees[i] * degrees[j]) / total) / total
      }
    }
    const value = modularity(graph, labels, resolution)
    assert.ok(Math.abs(value - expected) < 1e-12, `run ${run}: ${value} ${expected}`)
  }
})

test('modularity() of nothing is 0, and refuses labels that do not fit', () => {
  assert.equal(modularity(buildCsr(0, 0, [], []), []), 0)
  assert.equal(modularity(buildCsr(2, 2, [], []), [0, 1]), 0)
  assert.throws(() => modularity(buildCsr(2, 2, [], []), [0]), {
    name: 'RangeError',
    message: '"labels" expected length 2, got 1',
  })
})
