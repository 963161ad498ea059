import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers } from './dense.ts'
import { entryCount, layered, type Layers } from './layers.ts'
import { pathsFrom, type EvidencePath, type Link } from './paths.ts'
import { randomLayers } from './random-graphs.ts'

// 0 → 2 ← 1, and 0 → 3 ← 1 where 4, 5 and 6 point at 3 too
const follows = digraph(buildCsr(7, 7, [0, 1, 0, 1, 4, 5, 6], [2, 2, 3, 3, 3, 3, 3]))
const layers = layered([7], [{ links: follows }])

test('pathsFrom() prefers the way through what few link to, and remembers directions', () => {
  const paths = pathsFrom(layers, [0])(1)
  assert.deepEqual(paths, [
    {
      nodes: [0, 2, 1],
      hops: [[{ part: 0, direction: 'out' }], [{ part: 0, direction: 'in' }]],
      cost: Math.log(2),
    },
    {
      nodes: [0, 3, 1],
      hops: [[{ part: 0, direction: 'out' }], [{ part: 0, direction: 'in' }]],
      cost: Math.log(5),
    },
  ])
})

test('pathsFrom() gives a direct link no cost and names every part that links', () => {
  const mutual = digraph(buildCsr(2, 2, [0, 1], [1, 0]))
  const contact = digraph(buildCsr(2, 2, [1], [0]))
  const paths = pathsFrom(layered([2], [{ links: mutual }, { links: contact }]), [0])(1)
  const links = [
    { part: 0, direction: 'out' },
    { part: 0, direction: 'in' },
    { part: 1, direction: 'in' },
  ]
  assert.deepEqual(paths, [{ nodes: [0, 1], hops: [links], cost: 0 }])
})

test('pathsFrom() goes through another kind of node', () => {
  const tagUses = digraph(buildCsr(3, 1, [0, 2], [0, 0]))
  const [path] = pathsFrom(layered([3, 1], [{ links: tagUses, to: 1 }]), [0])(2)
  assert.deepEqual(path.nodes, [0, 3, 2])
})

test('pathsFrom() goes three hops, and no further than asked', () => {
  const chain = layered([5], [{ links: digraph(buildCsr(5, 5, [0, 2, 2, 3], [1, 1, 3, 4])) }])
  const [path] = pathsFrom(chain, [0])(3)
  assert.deepEqual(path.nodes, [0, 1, 2, 3])
  assert.equal(path.cost, Math.log(2) + Math.log(2))
  assert.deepEqual(
    path.hops.map(([link]) => link.direction),
    ['out', 'in', 'out'],
  )
  assert.deepEqual(pathsFrom(chain, [0], { maxLength: 2 })(3), [])
  assert.deepEqual(pathsFrom(chain, [0])(4), [])
})

test('pathsFrom() goes through no other seed, and asks about a seed as about any node', () => {
  const chain = layered([3], [{ links: digraph(buildCsr(3, 3, [0, 1], [1, 2])) }])
  const pathsTo = pathsFrom(chain, [0, 1, 1])
  assert.deepEqual(
    pathsTo(2).map(({ nodes }) => nodes),
    [[1, 2]],
  )
  assert.deepEqual(
    pathsTo(0).map(({ nodes }) => nodes),
    [[1, 0]],
  )
})

test('pathsFrom() stops at the cap on work with what says most', () => {
  const capped = pathsFrom(layers, [4], { maxEntries: 0 })
  // one hop from each end is always opened; the third hop is what is capped
  assert.deepEqual(
    capped(1).map(({ nodes }) => nodes),
    [[4, 3, 1]],
  )
  assert.deepEqual(capped(2), [])
  assert.deepEqual(
    pathsFrom(layers, [4])(2).map(({ nodes }) => nodes),
    [
      [4, 3, 0, 2],
      [4, 3, 1, 2],
    ],
  )
})

test('pathsFrom() agrees with listing all paths on 300 random graphs', () => {
  const random = createRandom(24)
  for (let run = 0; run < 300; run++) {
    const graph = randomLayers(random, 14)
    if (graph.order === 0) continue
    const seeds = Array.from({ length: random.below(5) }, () => random.below(graph.order))
    const limit = random.below(12)
    const maxLength = 1 + random.below(3)
    const pathsTo = pathsFrom(graph, seeds, { limit, maxLength })
    for (let node = 0; node < graph.order; node++) {
      const expected = naive(graph, seeds, node, maxLength).slice(0, limit)
      assert.deepEqual(pathsTo(node), expected, `run ${run}, node ${node}`)
    }
  }
})

test('pathsFrom() of no seeds finds nothing, and refuses what is not a node', () => {
  assert.deepEqual(pathsFrom(layers, [])(1), [])
  assert.deepEqual(pathsFrom(layered([1], []), [0])(0), [])
  assert.throws(() => pathsFrom(layers, [7]), RangeError)
  assert.throws(() => pathsFrom(layers, [0])(7), RangeError)
  assert.throws(() => pathsFrom(layered([], []), [])(0), RangeError)
  assert.throws(() => pathsFrom(layers, [0], { limit: -1 }), RangeError)
  assert.throws(() => pathsFrom(layers, [0], { maxLength: 4 }), {
    name: 'RangeError',
    message: '"maxLength" expected 1, 2 or 3, got 4',
  })
})

/** Every simple path, depth first, sorted. */
function naive(graph: Layers, seeds: number[], node: number, maxLength: number): EvidencePath[] {
  const linked = denseLayers(graph)
  const found: EvidencePath[] = []
  const extend = (nodes: number[]) => {
    const last = nodes.at(-1)!
    if (last === node) {
      const middles = nodes.slice(1, -1).toReversed()
      const cost = middles.reduce((sum, z) => sum + Math.log(entryCount(graph, z)), 0)
      const hops = nodes.slice(1).map((to, k) => naiveLinks(graph, nodes[k], to))
      found.push({ nodes, hops, cost })
      return
    }
    if (nodes.length > maxLength) return
    for (const [next, weight] of linked[last].entries()) {
      if (weight === 0 || nodes.includes(next)) continue
      if (next === node || !seeds.includes(next)) extend([...nodes, next])
    }
  }
  for (const seed of new Set(seeds)) if (seed !== node) extend([seed])
  return found.toSorted((a, b) => {
    const differs = a.nodes.findIndex((value, k) => value !== b.nodes[k])
    return a.cost - b.cost || a.nodes.length - b.nodes.length || a.nodes[differs] - b.nodes[differs]
  })
}

function naiveLinks({ steps }: Layers, from: number, to: number): Link[] {
  const links: Link[] = []
  for (const { csr, rowsAt, columnsAt, part, direction } of steps) {
    for (let i = 0; i < csr.rows; i++) {
      for (let e = csr.starts[i]; e < csr.starts[i + 1]; e++) {
        if (rowsAt + i === from && columnsAt + csr.targets[e] === to)
          links.push({ part, direction })
      }
    }
  }
  return links
}
