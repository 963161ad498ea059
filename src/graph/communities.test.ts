import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, type Random } from '../util/random.ts'
import { leidenCommunities } from './communities.ts'
import { connectedComponents } from './components.ts'
import { buildCsr, digraph, type Csr } from './csr.ts'
import { layered } from './layers.ts'
import { modularity } from './modularity.ts'
import { heavyTailedCsr, randomCsr } from './random-graphs.ts'
import { inducedSubgraph } from './subgraph.ts'
import { undirected } from './undirected.ts'

// W. Zachary, An information flow model for conflict and fission in small groups, Journal of
// Anthropological Research 33 (1977): who met whom outside the club; members counted from 0
const ZACHARY: readonly (readonly number[])[] = [
  [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
  [2, 3, 7, 13, 17, 19, 21, 30],
  [3, 7, 8, 9, 13, 27, 28, 32],
  [7, 12, 13],
  [6, 10],
  [6, 10, 16],
  [16],
  [],
  [30, 32, 33],
  [33],
  [],
  [],
  [],
  [33],
  [32, 33],
  [32, 33],
  [],
  [],
  [32, 33],
  [33],
  [32, 33],
  [],
  [32, 33],
  [25, 27, 29, 32, 33],
  [25, 27, 31],
  [31],
  [29, 33],
  [33],
  [31, 33],
  [32, 33],
  [32, 33],
  [32, 33],
  [33],
  [],
]

test('leidenCommunities() finds the optimum of the karate club', () => {
  const sources = ZACHARY.flatMap((row, i) => row.map(() => i))
  assert.equal(sources.length, 78)
  const graph = symmetric(34, sources, ZACHARY.flat())
  for (let seed = 0; seed < 20; seed++) {
    const found = leidenCommunities(graph, { seed })
    // U. Brandes et al., On modularity clustering, 2008: the largest possible is 0.4198
    assert.ok(found.modularity >= 0.4188 && found.modularity < 0.41985, `${found.modularity}`)
    assert.equal(found.count, 4)
  }
})

test('leidenCommunities() parts two cliques joined by an edge', () => {
  const graph = ringOfCliques(2, 5)
  const found = leidenCommunities(graph)
  assert.deepEqual([...found.labels], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  // 21 edges, 20 of them within; each clique has half of the degrees
  assert.ok(Math.abs(found.modularity - (20 / 21 - 1 / 2)) < 1e-12)
})

test('leidenCommunities() parts a ring of cliques, one community each', () => {
  const found = leidenCommunities(ringOfCliques(8, 6))
  assert.equal(found.count, 8)
  for (let i = 0; i < 48; i++) assert.equal(found.labels[i], Math.floor(i / 6))
  // 8·15 edges within, 8 between
  assert.ok(Math.abs(found.modularity - (120 / 128 - 1 / 8)) < 1e-12)
})

test('leidenCommunities() joins cliques when the resolution is low, and parts more when high', () => {
  const graph = ringOfCliques(8, 6)
  assert.equal(leidenCommunities(graph, { resolution: 0.01 }).count, 1)
  assert.equal(leidenCommunities(graph, { resolution: 1000 }).count, 48)
})

test('leidenCommunities() reaches the best of all groupings on tiny graphs', () => {
  const random = createRandom(20)
  let reached = 0
  for (let run = 0; run < 150; run++) {
    const order = 2 + random.below(6)
    const graph = randomSymmetric(random, order, 2 * order)
    const resolution = 0.5 + random.next()
    const best = bestModularity(graph, resolution)
    const found = leidenCommunities(graph, { resolution })
    assert.ok(found.modularity <= best + 1e-9, `run ${run}`)
    if (found.modularity >= best - 1e-9) reached++
    assert.ok(found.modularity >= best - 0.06, `run ${run}: ${found.modularity} of ${best}`)
  }
  // a heuristic may stop short; it must not do so often
  assert.ok(reached >= 140, `${reached} of 150`)
})

test('leidenCommunities() are connected, counted from the largest, on 200 random graphs', () => {
  const random = createRandom(21)
  for (let run = 0; run < 200; run++) {
    const order = 1 + random.below(80)
    const graph = randomSymmetric(random, order, random.below(3 * order))
    const resolution = 0.2 + 2 * random.next()
    const found = leidenCommunities(graph, { resolution, seed: run })
    assertCommunities(graph, found.labels, found.count)
    const expected = modularity(graph, found.labels, resolution)
    assert.equal(found.modularity, expected, `run ${run}`)
  }
})

test('leidenCommunities() are connected in a heavy-tailed graph, and the same for the same seed', () => {
  const csr = heavyTailedCsr(createRandom(22), 3000, 12_000)
  const graph = undirected(digraph(csr), 'sum')
  const found = leidenCommunities(graph, { seed: 5 })
  assertCommunities(graph, found.labels, found.count)
  assert.deepEqual(leidenCommunities(graph, { seed: 5 }), found)
})

test('leidenCommunities() finds planted groups among noise', () => {
  const random = createRandom(23)
  const size = 50
  const order = 10 * size
  const sources: number[] = []
  const targets: number[] = []
  for (let i = 0; i < order; i++) {
    for (let k = 0; k < 8; k++) {
      sources.push(i)
      targets.push(k < 6 ? i - (i % size) + random.below(size) : random.below(order))
    }
  }
  const found = leidenCommunities(symmetric(order, sources, targets))
  assert.equal(found.count, 10)
  for (let i = 0; i < order; i++) assert.equal(found.labels[i], found.labels[i - (i % size)])
})

test('leidenCommunities() leaves rows without weight alone', () => {
  assert.deepEqual(leidenCommunities(buildCsr(0, 0, [], [])), {
    labels: new Uint32Array(0),
    count: 0,
    modularity: 0,
  })
  assert.deepEqual([...leidenCommunities(buildCsr(2, 2, [], [])).labels], [0, 1])
  const weightless = buildCsr(4, 4, [0, 1, 2, 3], [1, 0, 3, 2], [0, 0, 1, 1])
  assert.deepEqual([...leidenCommunities(weightless).labels], [1, 2, 0, 0])
})

test('leidenCommunities() refuses values out of range', () => {
  const graph = ringOfCliques(2, 3)
  assert.throws(() => leidenCommunities(graph, { resolution: 0 }), RangeError)
  assert.throws(() => leidenCommunities(graph, { randomness: 0 }), RangeError)
  assert.throws(() => leidenCommunities(graph, { passes: 0 }), RangeError)
  assert.throws(() => leidenCommunities(buildCsr(2, 3, [], [])), RangeError)
  const negative = buildCsr(2, 2, [0, 1], [1, 0], [-1, -1])
  assert.throws(() => leidenCommunities(negative), {
    name: 'RangeError',
    message: 'weight 0 expected ≥ 0, got -1',
  })
})

function symmetric(order: number, sources: number[], targets: number[]): Csr {
  return undirected(digraph(buildCsr(order, order, sources, targets)))
}

function randomSymmetric(random: Random, order: number, entries: number): Csr {
  const weighted = random.next() < 0.5
  return undirected(digraph(randomCsr(random, order, order, entries, weighted)), 'sum')
}

/** Cliques side by side, the last of each linked with the first of the next. */
function ringOfCliques(cliques: number, size: number): Csr {
  const sources: number[] = []
  const targets: number[] = []
  for (let i = 0; i < cliques * size; i++) {
    for (let j = i + 1; j < cliques * size && j % size !== 0; j++) {
      sources.push(i)
      targets.push(j)
    }
  }
  // two cliques are linked once, not from both ends
  for (let c = 0; c < (cliques > 2 ? cliques : 1); c++) {
    sources.push(c * size + size - 1)
    targets.push(((c + 1) % cliques) * size)
  }
  return symmetric(cliques * size, sources, targets)
}

function assertCommunities(graph: Csr, labels: Uint32Array, count: number): void {
  const sizes: number[] = []
  for (let label = 0; label < count; label++) {
    const members = [...labels.keys()].filter((i) => labels[i] === label)
    const part = inducedSubgraph(graph, members).csr
    const components = connectedComponents(layered([members.length], [{ links: part }]))
    assert.ok(components.every((component) => component === 0))
    sizes.push(members.length)
  }
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    labels.length,
  )
  assert.ok(sizes.every((size, label) => label === 0 || size <= sizes[label - 1]))
  assert.ok(!sizes.includes(0))
}

/** Over all groupings, as restricted growth strings. */
function bestModularity(graph: Csr, resolution: number): number {
  const labels = new Uint32Array(graph.rows)
  let best = -Infinity
  const visit = (row: number, groups: number) => {
    if (row === graph.rows) {
      best = Math.max(best, modularity(graph, labels, resolution))
      return
    }
    for (let label = 0; label <= groups; label++) {
      labels[row] = label
      visit(row + 1, Math.max(groups, label + 1))
    }
  }
  visit(0, 0)
  return best
}
