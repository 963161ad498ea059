import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseMatrix } from './dense.ts'
import { randomCsr } from './random-graphs.ts'
import { undirected } from './undirected.ts'

test('undirected() has each neighbour once, in rising order', () => {
  const links = digraph(buildCsr(4, 4, [2, 0, 1, 0, 3], [0, 2, 0, 3, 3]))
  const { starts, targets, weights } = undirected(links)
  assert.deepEqual([...starts], [0, 3, 4, 5, 7])
  assert.deepEqual([...targets], [1, 2, 3, 0, 0, 0, 3])
  assert.equal(weights, null)
})

test('undirected() with "sum" weighs a mutual pair, and an entry with itself, twice', () => {
  const links = digraph(buildCsr(3, 3, [0, 1, 0, 2], [1, 0, 2, 2]))
  assert.deepEqual(denseMatrix(undirected(links, 'sum')), [
    [0, 2, 1],
    [2, 0, 0],
    [1, 0, 2],
  ])
})

test('undirected() agrees with a matrix plus its transpose on 200 random graphs', () => {
  const random = createRandom(3)
  for (let run = 0; run < 200; run++) {
    const order = random.below(12)
    const csr = randomCsr(random, order, order, random.below(40), random.next() < 0.5)
    const plain = denseMatrix(csr)
    const sum = plain.map((row, i) => row.map((weight, j) => weight + plain[j][i]))
    const once = sum.map((row) => row.map((weight) => (weight > 0 ? 1 : 0)))
    assert.deepEqual(denseMatrix(undirected(digraph(csr), 'sum')), sum, `run ${run}`)
    const merged = undirected(digraph(csr))
    assert.deepEqual(denseMatrix(merged), once, `run ${run}`)
    for (let i = 0; i < order; i++) {
      for (let e = merged.starts[i] + 1; e < merged.starts[i + 1]; e++) {
        assert.ok(merged.targets[e - 1] < merged.targets[e], `run ${run}`)
      }
    }
  }
})

test('undirected() of no rows is empty, and refuses what is not square', () => {
  assert.deepEqual([...undirected(digraph(buildCsr(0, 0, [], []))).starts], [0])
  assert.throws(() => undirected(digraph(buildCsr(2, 3, [], []))), {
    name: 'RangeError',
    message: '"links" expected as many columns as rows (2), got 3',
  })
})
