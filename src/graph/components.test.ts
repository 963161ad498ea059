import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { connectedComponents, reachableFrom } from './components.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers } from './dense.ts'
import { layered, type Layers } from './layers.ts'
import { randomLayers } from './random-graphs.ts'

test('connectedComponents() labels each node with the smallest one it can reach', () => {
  const links = digraph(buildCsr(6, 6, [4, 1, 0], [1, 5, 2]))
  assert.deepEqual([...connectedComponents(layered([6], [{ links }]))], [0, 1, 0, 3, 1, 1])
})

test('connectedComponents() goes through another kind of node', () => {
  const tagUses = digraph(buildCsr(4, 2, [0, 3, 1], [1, 1, 0]))
  const labels = connectedComponents(layered([4, 2], [{ links: tagUses, to: 1 }]))
  assert.deepEqual([...labels], [0, 1, 2, 0, 1, 0])
})

test('connectedComponents() does not overflow on a chain of 300,000', () => {
  const sources = Uint32Array.from({ length: 299_999 }, (_, i) => i)
  const links = digraph(
    buildCsr(
      300_000,
      300_000,
      sources,
      sources.map((i) => i + 1),
    ),
  )
  assert.ok(connectedComponents(layered([300_000], [{ links }])).every((label) => label === 0))
})

test('connectedComponents() and reachableFrom() agree with naive spreading on 200 graphs', () => {
  const random = createRandom(9)
  for (let run = 0; run < 200; run++) {
    const layers = randomLayers(random, 20)
    const reach = naiveReach(layers)
    const smallest = reach.map((row) => row.indexOf(true))
    assert.deepEqual([...connectedComponents(layers)], smallest, `run ${run}`)
    const count = layers.order > 0 ? random.below(4) : 0
    const seeds = Array.from({ length: count }, () => random.below(layers.order))
    const expected = reach.map((row) => Number(seeds.some((seed) => row[seed])))
    assert.deepEqual([...reachableFrom(layers, seeds)], expected, `run ${run}`)
  }
})

test('reachableFrom() ignores direction and counts the nodes it starts from', () => {
  const links = digraph(buildCsr(5, 5, [1, 2], [0, 1]))
  const layers = layered([5], [{ links }])
  assert.deepEqual([...reachableFrom(layers, [0])], [1, 1, 1, 0, 0])
  assert.deepEqual([...reachableFrom(layers, [3, 3])], [0, 0, 0, 1, 0])
  assert.deepEqual([...reachableFrom(layers, [])], [0, 0, 0, 0, 0])
})

test('connectedComponents() and reachableFrom() of nothing are empty', () => {
  assert.equal(connectedComponents(layered([], [])).length, 0)
  assert.equal(reachableFrom(layered([], []), []).length, 0)
  assert.throws(() => reachableFrom(layered([2], []), [2]), RangeError)
})

/** Floyd–Warshall on truth values. */
function naiveReach(layers: Layers): boolean[][] {
  const reach = denseLayers(layers).map((row, u) => row.map((weight, v) => u === v || weight > 0))
  for (const k of reach.keys()) {
    for (const row of reach) {
      if (!row[k]) continue
      for (const v of row.keys()) row[v] ||= reach[k][v]
    }
  }
  return reach
}
