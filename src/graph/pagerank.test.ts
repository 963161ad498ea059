import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers } from './dense.ts'
import { layered, type Layers } from './layers.ts'
import { personalisedPageRank } from './pagerank.ts'
import { randomLayers } from './random-graphs.ts'

test('personalisedPageRank() has its closed form on two nodes', () => {
  const layers = layered([2], [{ links: digraph(buildCsr(2, 2, [0], [1])) }])
  const alpha = 0.2
  const values = personalisedPageRank(layers, { rows: [0], weights: [1] }, { alpha })
  // p₀ = α + (1 − α)·p₁ and p₁ = (1 − α)·p₀
  const expected = [1 / (2 - alpha), (1 - alpha) / (2 - alpha)]
  for (const i of [0, 1]) assert.ok(Math.abs(values[i] - expected[i]) < 1e-9)
})

test('personalisedPageRank() spreads a clique evenly and stays within a component', () => {
  // nodes 0..3 all linked, 4 and 5 linked
  const links = digraph(buildCsr(6, 6, [0, 0, 0, 1, 1, 2, 4], [1, 2, 3, 2, 3, 3, 5]))
  const values = personalisedPageRank(layered([6], [{ links }]), { rows: [0], weights: [1] })
  const others = (1 - values[0]) / 3
  for (const i of [1, 2, 3]) assert.ok(Math.abs(values[i] - others) < 1e-9)
  assert.deepEqual([...values.subarray(4)], [0, 0])
})

test('personalisedPageRank() leaves the mass of a node without entries where it is', () => {
  const layers = layered([3], [{ links: digraph(buildCsr(3, 3, [0], [1], [0])) }])
  const values = personalisedPageRank(layers, { rows: [0, 2, 2], weights: [1, 2, 3] })
  assert.ok(Math.abs(values[0] - 1) < 1e-8)
  assert.equal(values[1], 0)
  assert.ok(Math.abs(values[2] - 5) < 1e-8)
})

test('personalisedPageRank() of no seeds is 0, of no graph is empty, of α = 1 is the seeds', () => {
  const layers = layered([3], [{ links: digraph(buildCsr(3, 3, [0], [1])) }])
  assert.deepEqual([...personalisedPageRank(layers, { rows: [], weights: [] })], [0, 0, 0])
  assert.equal(personalisedPageRank(layered([], []), { rows: [], weights: [] }).length, 0)
  const still = personalisedPageRank(layers, { rows: [1], weights: [2] }, { alpha: 1 })
  assert.deepEqual([...still], [0, 2, 0])
})

test('personalisedPageRank() refuses values out of range', () => {
  const layers = layered([2], [])
  const seeds = { rows: [0], weights: [1] }
  assert.throws(() => personalisedPageRank(layers, seeds, { alpha: 0 }), RangeError)
  assert.throws(() => personalisedPageRank(layers, seeds, { tolerance: 0 }), RangeError)
  assert.throws(() => personalisedPageRank(layers, { rows: [2], weights: [1] }), RangeError)
  assert.throws(() => personalisedPageRank(layers, { rows: [0], weights: [] }), {
    name: 'RangeError',
    message: '"weights" expected length 1, got 0',
  })
})

test('personalisedPageRank() agrees with Gaussian elimination on 150 random graphs', () => {
  const random = createRandom(4)
  let compared = 0
  while (compared < 150) {
    const layers = randomLayers(random)
    if (layers.order === 0) continue
    compared++
    const rows = Array.from({ length: random.below(4) }, () => random.below(layers.order))
    const weights = rows.map(() => random.next())
    const alpha = 0.05 + 0.9 * random.next()
    const values = personalisedPageRank(layers, { rows, weights }, { alpha })
    const expected = solveDense(layers, rows, weights, alpha)
    for (const [i, value] of values.entries()) {
      assert.ok(Math.abs(value - expected[i]) < 1e-7, `run ${compared}: ${value} ${expected[i]}`)
    }
  }
})

/** p·(I − (1 − α)·W) = α·s by elimination with pivots. */
function solveDense(layers: Layers, rows: number[], weights: number[], alpha: number): number[] {
  const matrix = denseLayers(layers)
  const n = layers.order
  const system = Array.from({ length: n }, (_, v) => {
    return Array.from({ length: n + 1 }, (_unused, u) => {
      if (u === n) {
        return alpha * rows.reduce((sum, row, k) => sum + (row === v ? weights[k] : 0), 0)
      }
      const degree = matrix[u].reduce((sum, weight) => sum + weight, 0)
      const flow = degree > 0 ? matrix[u][v] / degree : u === v ? 1 : 0
      return (u === v ? 1 : 0) - (1 - alpha) * flow
    })
  })
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k; i < n; i++) {
      if (Math.abs(system[i][k]) > Math.abs(system[pivot][k])) pivot = i
    }
    const held = system[k]
    system[k] = system[pivot]
    system[pivot] = held
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const factor = system[i][k] / system[k][k]
      for (let j = k; j <= n; j++) system[i][j] -= factor * system[k][j]
    }
  }
  return system.map((row, k) => row[n] / row[k])
}
