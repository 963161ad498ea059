import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers } from './dense.ts'
import { entryCount, layered, type Layers } from './layers.ts'
import { randomLayers } from './random-graphs.ts'
import { twoHopScores, type SharedNeighbourCost } from './two-hop.ts'

// 0 and 1 both use tag 0, which 2 uses too; 1 and 3 use tag 1
const tagUses = digraph(buildCsr(4, 2, [0, 1, 2, 1, 3], [0, 0, 0, 1, 1]))
const layers = layered([4, 2], [{ links: tagUses, to: 1 }])

test('twoHopScores() sums 1 / ln(entries) over the neighbours shared with the seeds', () => {
  const scores = twoHopScores(layers, { rows: [0, 3], weights: [1, 0.5] })
  const rare = 1 / Math.log(2)
  const common = 1 / Math.log(3)
  assert.deepEqual([...scores], [0, common + 0.5 * rare, common, 0, 0, 0])
})

test('twoHopScores() divides by the entries themselves for resource allocation', () => {
  const scores = twoHopScores(layers, { rows: [0, 3], weights: [1, 1] }, 'resource-allocation')
  assert.deepEqual([...scores], [0, 1 / 3 + 1 / 2, 1 / 3, 0, 0, 0])
})

test('twoHopScores() gives a seed the mass of the others, never its own', () => {
  const scores = twoHopScores(layers, { rows: [0, 1, 1], weights: [1, 0.25, 0.25] })
  assert.equal(scores[0], 0.5 / Math.log(3))
  assert.equal(scores[1], 1 / Math.log(3))
})

test('twoHopScores() agrees with the sum over all pairs on 200 random graphs', () => {
  const random = createRandom(11)
  for (let run = 0; run < 200; run++) {
    const graph = randomLayers(random, 20)
    const count = graph.order > 0 ? random.below(6) : 0
    const rows = Array.from({ length: count }, () => random.below(graph.order))
    const weights = rows.map(() => random.next())
    const cost = run % 2 === 0 ? 'adamic-adar' : 'resource-allocation'
    const scores = twoHopScores(graph, { rows, weights }, cost)
    const expected = naive(graph, rows, weights, cost)
    for (const [v, score] of scores.entries()) {
      assert.ok(Math.abs(score - expected[v]) < 1e-9, `run ${run}: ${v}: ${score} ${expected[v]}`)
    }
  }
})

test('twoHopScores() of no seeds is 0, and of nothing is empty', () => {
  assert.deepEqual([...twoHopScores(layers, { rows: [], weights: [] })], [0, 0, 0, 0, 0, 0])
  assert.equal(twoHopScores(layered([], []), { rows: [], weights: [] }).length, 0)
  assert.deepEqual([...twoHopScores(layered([2], []), { rows: [1], weights: [1] })], [0, 0])
})

test('twoHopScores() refuses seeds that do not fit', () => {
  assert.throws(() => twoHopScores(layers, { rows: [6], weights: [1] }), RangeError)
  assert.throws(() => twoHopScores(layers, { rows: [0], weights: [] }), RangeError)
})

function naive(
  graph: Layers,
  rows: number[],
  masses: number[],
  cost: SharedNeighbourCost,
): number[] {
  const matrix = denseLayers(graph)
  return matrix.map((_, v) => {
    let score = 0
    for (const [k, seed] of rows.entries()) {
      if (seed === v) continue
      for (let z = 0; z < graph.order; z++) {
        const count = entryCount(graph, z)
        if (count < 2) continue
        const price = cost === 'adamic-adar' ? Math.log(count) : count
        score += (masses[k] * matrix[seed][z] * matrix[z][v]) / price
      }
    }
    return score
  })
}
