import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers, denseMatrix } from './dense.ts'
import { checkNodes, entryCount, layered } from './layers.ts'
import { randomCsr, randomLayers } from './random-graphs.ts'
import { undirected } from './undirected.ts'

test('layered() links both ways and lays kinds end to end', () => {
  const follows = digraph(buildCsr(3, 3, [0, 1], [1, 0]))
  const tagUses = digraph(buildCsr(3, 2, [2, 2], [0, 1], [3, 1]))
  const layers = layered([3, 2], [{ links: follows }, { links: tagUses, to: 1, scale: 0.5 }])
  assert.equal(layers.order, 5)
  assert.deepEqual([...layers.kindStarts], [0, 3, 5])
  assert.deepEqual(denseLayers(layers), [
    [0, 2, 0, 0, 0],
    [2, 0, 0, 0, 0],
    [0, 0, 0, 1.5, 0.5],
    [0, 0, 1.5, 0, 0],
    [0, 0, 0.5, 0, 0],
  ])
  assert.deepEqual([...layers.degrees], [2, 2, 2, 1.5, 0.5])
  assert.deepEqual(
    layers.steps.map(({ part, direction }) => [part, direction]),
    [
      [0, 'out'],
      [0, 'in'],
      [1, 'out'],
      [1, 'in'],
    ],
  )
})

test('layered() agrees with dense blocks on 200 random pairs of parts', () => {
  const random = createRandom(1)
  for (let run = 0; run < 200; run++) {
    const a = random.below(8)
    const b = random.below(8)
    const within = randomCsr(random, a, a, random.below(20), true)
    const between = randomCsr(random, a, b, random.below(20))
    const parts = [{ links: digraph(within) }, { links: digraph(between), to: 1, scale: 2 }]
    const expected = Array.from({ length: a + b }, () => Array.from({ length: a + b }, () => 0))
    for (const [i, row] of denseMatrix(within).entries()) {
      for (const [j, weight] of row.entries()) {
        expected[i][j] += weight
        expected[j][i] += weight
      }
    }
    for (const [i, row] of denseMatrix(between).entries()) {
      for (const [j, weight] of row.entries()) {
        expected[i][a + j] += 2 * weight
        expected[a + j][i] += 2 * weight
      }
    }
    const layers = layered([a, b], parts)
    assert.deepEqual(denseLayers(layers), expected, `run ${run}`)
    const degrees = expected.map((row) => row.reduce((sum, weight) => sum + weight, 0))
    assert.deepEqual([...layers.degrees], degrees, `run ${run}`)
  }
})

test('randomLayers() are symmetric, whatever their parts', () => {
  const random = createRandom(2)
  for (let run = 0; run < 200; run++) {
    const matrix = denseLayers(randomLayers(random))
    for (const [u, row] of matrix.entries()) {
      for (const [v, weight] of row.entries()) assert.equal(weight, matrix[v][u], `run ${run}`)
    }
  }
})

test('layered() takes a symmetric matrix as it stands', () => {
  const ring = undirected(digraph(buildCsr(3, 3, [0, 1, 2], [1, 2, 0])))
  const layers = layered([3], [{ links: ring }])
  assert.equal(layers.steps.length, 1)
  assert.equal(layers.steps[0].direction, 'both')
  assert.deepEqual([...layers.degrees], [2, 2, 2])
})

test('layered() of nothing has no nodes', () => {
  const layers = layered([], [])
  assert.equal(layers.order, 0)
  assert.deepEqual([...layered([0, 2], []).degrees], [0, 0])
})

test('layered() refuses parts that do not fit, by name and with both values', () => {
  const links = digraph(buildCsr(2, 3, [0], [2]))
  assert.throws(() => layered([2, 4], [{ links, to: 1 }]), {
    name: 'RangeError',
    message: 'part 0 expected 2 × 4 (kinds 0 and 1), got 2 × 3',
  })
  assert.throws(() => layered([2, 3], [{ links, to: 2 }]), RangeError)
  assert.throws(() => layered([2, 3], [{ links, to: 1, scale: 0 }]), {
    name: 'RangeError',
    message: 'scale of part 0 expected above 0, got 0',
  })
  assert.throws(() => layered([2, 3], [{ links: links.out, to: 1 }]), RangeError)
  assert.throws(() => layered([-1], []), RangeError)
  assert.throws(() => layered([2 ** 31, 2 ** 31], []), RangeError)
  const negative = buildCsr(2, 2, [0], [1], [-1])
  assert.throws(() => layered([2], [{ links: digraph(negative) }]), {
    name: 'RangeError',
    message: 'weight of entry 0 in part 0 expected ≥ 0, got -1',
  })
})

test('entryCount() counts entries over all parts, whatever they weigh', () => {
  const links = digraph(buildCsr(2, 2, [0, 1], [1, 0], [5, 5]))
  const layers = layered([2, 1], [{ links }, { links, scale: 9 }])
  assert.deepEqual(
    [0, 1, 2].map((node) => entryCount(layers, node)),
    [4, 4, 0],
  )
})

test('checkNodes() refuses what is not a node', () => {
  checkNodes('rows', [0, 1], 2)
  for (const bad of [2, -1, 0.5, NaN]) {
    assert.throws(() => checkNodes('rows', [0, bad], 2), {
      name: 'RangeError',
      message: `"rows" expected 0..1, got ${bad}`,
    })
  }
})
