import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  array,
  assert as assertProperty,
  boolean,
  constantFrom,
  double,
  integer,
  nat,
  property,
  record,
} from 'fast-check'
import { createRandom } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { layered, type Layers } from './layers.ts'
import { personalisedPageRank } from './pagerank.ts'
import { Push } from './push.ts'
import { randomCsr, randomLayers } from './random-graphs.ts'

/** Rounding of a few hundred additions. */
const ROUNDING = 1e-9

function assertSettled(push: Push, { degrees }: Layers, epsilon: number, message: string): void {
  for (const [node, residual] of push.residuals.entries()) {
    assert.ok(Math.abs(residual) <= epsilon * degrees[node], `${message}: residual of ${node}`)
  }
}

function assertWithin(
  push: Push,
  exact: Float64Array,
  { degrees }: Layers,
  epsilon: number,
  message: string,
): void {
  for (const [node, value] of exact.entries()) {
    const error = Math.abs(push.estimates[node] - value)
    assert.ok(error <= epsilon * degrees[node] + ROUNDING, `${message}: ${node} is off by ${error}`)
  }
}

test('Push agrees with power iteration within ε·degree on 200 random graphs', () => {
  const random = createRandom(5)
  for (let run = 0; run < 200; run++) {
    const layers = randomLayers(random, 40)
    const alpha = 0.1 + 0.8 * random.next()
    const epsilon = 10 ** -(1 + 4 * random.next())
    const seedCount = layers.order > 0 ? random.below(5) : 0
    const rows = Array.from({ length: seedCount }, () => random.below(layers.order))
    const weights = rows.map(() => 0.1 + random.next())
    const push = new Push(layers, { alpha, epsilon })
    for (const [k, row] of rows.entries()) push.addSeed(row, weights[k])
    push.run()
    assertSettled(push, layers, epsilon, `run ${run}`)
    const exact = personalisedPageRank(layers, { rows, weights }, { alpha, tolerance: 1e-12 })
    assertWithin(push, exact, layers, epsilon, `run ${run}`)
  }
})

test('Push keeps solution(seeds) = estimate + solution(residual) at every moment', () => {
  const random = createRandom(6)
  const options = { alpha: 0.2, tolerance: 1e-13 }
  for (let run = 0; run < 100; run++) {
    const layers = randomLayers(random, 30)
    if (layers.order === 0) continue
    const push = new Push(layers, { alpha: 0.2, epsilon: 0.02 })
    const rows: number[] = []
    const weights: number[] = []
    for (let act = 0; act < 6; act++) {
      const row = random.below(layers.order)
      const mass = 0.5 + random.next()
      const withdrawn = random.next() < 0.4
      if (withdrawn) push.withdrawSeed(row, mass)
      else push.addSeed(row, mass)
      rows.push(row)
      weights.push(withdrawn ? -mass : mass)
      if (random.next() < 0.5) push.run()

      const exact = personalisedPageRank(layers, { rows, weights }, options)
      const everywhere = { rows: [...push.residuals.keys()], weights: push.residuals }
      const rest = personalisedPageRank(layers, everywhere, options)
      for (const [node, value] of exact.entries()) {
        const kept = push.estimates[node] + rest[node]
        assert.ok(Math.abs(kept - value) < ROUNDING, `run ${run}, act ${act}, node ${node}`)
      }
    }
  }
})

test('Push after any adding and withdrawing equals a computation from scratch', () => {
  const act = record({
    node: nat(24),
    mass: double({ min: 0.01, max: 10, noNaN: true }),
    withdraw: boolean(),
    runs: boolean(),
  })
  assertProperty(
    property(
      integer(),
      array(act, { maxLength: 25 }),
      constantFrom(0.1, 1e-2, 1e-4),
      (seed, acts, epsilon) => {
        const links = digraph(randomCsr(createRandom(seed), 20, 20, 40))
        const tagUses = digraph(randomCsr(createRandom(seed + 1), 20, 5, 20, true))
        const layers = layered([20, 5], [{ links }, { links: tagUses, to: 1 }])
        const live = new Push(layers, { epsilon })
        const standing = new Float64Array(layers.order)
        for (const { node, mass, withdraw, runs } of acts) {
          if (withdraw) live.withdrawSeed(node, mass)
          else live.addSeed(node, mass)
          standing[node] += withdraw ? -mass : mass
          if (runs) live.run()
        }
        live.run()
        assertSettled(live, layers, epsilon, 'live')
        const seeds = { rows: [...standing.keys()], weights: standing }
        const exact = personalisedPageRank(layers, seeds, { tolerance: 1e-12 })
        assertWithin(live, exact, layers, epsilon, 'live')
      },
    ),
    { numRuns: 150, seed: 7 },
  )
})

test('Push forgets a seed that is withdrawn', () => {
  const random = createRandom(8)
  const layers = layered([200], [{ links: digraph(randomCsr(random, 200, 200, 900)) }])
  const push = new Push(layers, { epsilon: 1e-9 })
  push.addSeed(3, 2)
  push.run()
  assert.ok(push.estimates[3] > 0.3)
  push.withdrawSeed(3, 2)
  push.run()
  for (const [node, value] of push.estimates.entries()) {
    assert.ok(Math.abs(value) <= 1e-9 * layers.degrees[node] + ROUNDING, `node ${node}: ${value}`)
  }
})

test('Push touches what mass has come to, each once, and nothing else', () => {
  const random = createRandom(9)
  for (let run = 0; run < 60; run++) {
    const layers = randomLayers(random, 40)
    if (layers.order === 0) continue
    const push = new Push(layers, { epsilon: 10 ** -(1 + 3 * random.next()) })
    for (let act = 0; act < 4; act++) {
      push.addSeed(random.below(layers.order), 1 + random.next())
      if (random.next() < 0.6) push.run()
      const touched = new Set(push.touched)
      assert.equal(touched.size, push.touched.length)
      for (const node of push.residuals.keys()) {
        const isZero = push.residuals[node] === 0 && push.estimates[node] === 0
        assert.ok(isZero || touched.has(node), `run ${run}: node ${node}`)
      }
    }
  }
})

test('Push after reset() is as good as a new one, to the last bit', () => {
  const random = createRandom(10)
  for (let run = 0; run < 60; run++) {
    const layers = randomLayers(random, 40)
    if (layers.order === 0) continue
    const used = new Push(layers, { epsilon: 1e-4 })
    used.addSeed(random.below(layers.order), 3)
    if (random.next() < 0.5) used.run()
    used.withdrawSeed(random.below(layers.order))
    used.reset()
    assert.equal(used.touched.length, 0)
    assert.equal(used.run(), 0, 'nothing waits')
    const fresh = new Push(layers, { epsilon: 1e-4 })
    const seed = random.below(layers.order)
    for (const push of [used, fresh]) push.addSeed(seed)
    assert.equal(used.run(), fresh.run())
    assert.deepEqual(used.estimates, fresh.estimates)
    assert.deepEqual(used.residuals, fresh.residuals)
    assert.deepEqual(used.touched, fresh.touched)
  }
})

test('Push on a star gives every leaf the same, and the centre its closed form', () => {
  const leaves = 9
  const targets = Array.from({ length: leaves }, (_, i) => i + 1)
  const star = buildCsr(
    10,
    10,
    Array.from(targets, () => 0),
    targets,
  )
  const layers = layered([10], [{ links: digraph(star) }])
  const push = new Push(layers, { alpha: 0.5, epsilon: 1e-12 })
  push.addSeed(0)
  push.run()
  // c = α + (1 − α)·(1 − c), since whatever is not at the centre is one step away from it
  assert.ok(Math.abs(push.estimates[0] - 1 / 1.5) < 1e-9)
  for (const leaf of targets) assert.ok(Math.abs(push.estimates[leaf] - 1 / 3 / leaves) < 1e-9)
})

test('Push keeps the mass of a node without entries there, to the last bit', () => {
  const push = new Push(layered([2], []))
  push.addSeed(1, 0.7)
  assert.equal(push.run(), 0)
  assert.deepEqual([...push.estimates], [0, 0.7])
  assert.deepEqual([...push.residuals], [0, 0])
  push.withdrawSeed(1, 0.7)
  push.run()
  assert.deepEqual([...push.estimates], [0, 0])
})

test('Push does no more work on a larger graph than on a small one', () => {
  assert.equal(entriesVisited(100), entriesVisited(1))
})

test('Push without seeds, and over nothing, does nothing', () => {
  assert.equal(new Push(layered([], [])).run(), 0)
  const push = new Push(layered([3], [{ links: digraph(buildCsr(3, 3, [0], [1])) }]))
  assert.equal(push.run(), 0)
  assert.deepEqual([...push.estimates], [0, 0, 0])
})

test('Push refuses values out of range', () => {
  const layers = layered([2], [])
  assert.throws(() => new Push(layers, { alpha: 0 }), RangeError)
  assert.throws(() => new Push(layers, { alpha: 1.1 }), RangeError)
  assert.throws(() => new Push(layers, { epsilon: 0 }), {
    name: 'RangeError',
    message: '"epsilon" expected above 0, got 0',
  })
  const push = new Push(layers)
  assert.throws(() => push.addSeed(2), RangeError)
  assert.throws(() => push.addSeed(0, -1), RangeError)
  assert.throws(() => push.withdrawSeed(0, NaN), RangeError)
})

/** The same ring again and again: only the first is near the seed. */
function entriesVisited(copies: number): number {
  const sources = Array.from({ length: 50 * copies }, (_, i) => i)
  const targets = sources.map((i) => (i % 50 === 49 ? i - 49 : i + 1))
  const csr = buildCsr(sources.length, sources.length, sources, targets)
  const push = new Push(layered([sources.length], [{ links: digraph(csr) }]), { epsilon: 1e-6 })
  push.addSeed(0)
  return push.run()
}
