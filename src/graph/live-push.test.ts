import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, constantFrom, integer, nat, property } from 'fast-check'
import { createRandom, type Random } from '../util/random.ts'
import { buildCsr, digraph } from './csr.ts'
import { denseLayers } from './dense.ts'
import { layered, type Layers } from './layers.ts'
import { LiveLayers } from './live-layers.ts'
import { personalisedPageRank } from './pagerank.ts'
import { Push } from './push.ts'
import { randomCsr, randomLayers } from './random-graphs.ts'

const ROUNDING = 1e-9

/** What a live graph should be, kept the plain way: a matrix, and a mass on each node. */
class Plain {
  readonly matrix: number[][]
  readonly masses: number[]
  /** Entries that came and can go again. */
  readonly entries: { source: number; target: number; weight: number }[] = []

  constructor(layers: Layers) {
    this.matrix = denseLayers(layers)
    this.masses = this.matrix.map(() => 0)
  }

  addNode(): void {
    for (const row of this.matrix) row.push(0)
    this.matrix.push(this.matrix.map(() => 0).concat(0))
    this.masses.push(0)
  }

  change(source: number, target: number, change: number): void {
    this.matrix[source][target] += change
    this.matrix[target][source] += change
  }

  layers(): Layers {
    const order = this.matrix.length
    const cells = this.matrix.flatMap((row, i) =>
      row.flatMap((weight, j) => (weight === 0 ? [] : [{ i, j, weight }])),
    )
    const links = buildCsr(
      order,
      order,
      cells.map(({ i }) => i),
      cells.map(({ j }) => j),
      cells.map(({ weight }) => weight),
    )
    return layered([order], [{ links }])
  }
}

function assertExact(push: Push, live: Layers, plain: Plain, epsilon: number, say: string): void {
  const layers = plain.layers()
  const exact = personalisedPageRank(
    layers,
    { rows: [...plain.masses.keys()], weights: plain.masses },
    { tolerance: 1e-13 },
  )
  const { residuals, estimates } = push
  for (const [node, value] of exact.entries()) {
    assert.equal(live.degrees[node], layers.degrees[node], `${say}: degree of ${node}`)
    const allowed = epsilon * layers.degrees[node]
    assert.ok(Math.abs(residuals[node]) <= allowed, `${say}: residual of ${node}`)
    const error = Math.abs(estimates[node] - value)
    assert.ok(error <= allowed + ROUNDING, `${say}: ${node} is off by ${error}`)
  }
}

/** solution(seeds) = estimate + solution(residual) */
function assertInvariant(push: Push, plain: Plain, say: string): void {
  const layers = plain.layers()
  const rows = [...plain.masses.keys()]
  const options = { tolerance: 1e-13 }
  const exact = personalisedPageRank(layers, { rows, weights: plain.masses }, options)
  const weights = push.residuals.subarray(0, rows.length)
  const rest = personalisedPageRank(layers, { rows, weights }, options)
  for (const [node, value] of exact.entries()) {
    const error = Math.abs(push.estimates[node] + rest[node] - value)
    assert.ok(error < ROUNDING, `${say}: invariant of ${node} is off by ${error}`)
  }
}

const ACTS = ['seed', 'withdraw', 'add', 'add', 'delete', 'delete', 'node', 'run', 'part'] as const
type Act = (typeof ACTS)[number]

function act(push: Push, live: LiveLayers, plain: Plain, kind: Act, random: Random): void {
  const node = random.below(live.order)
  if (kind === 'run') push.run()
  if (kind === 'part') push.run(random.below(5))
  if (kind === 'node') {
    live.addNode()
    plain.addNode()
  }
  if (kind === 'seed' || kind === 'withdraw') {
    const mass = 0.1 + random.next()
    if (kind === 'seed') push.addSeed(node, mass)
    else push.withdrawSeed(node, mass)
    plain.masses[node] += kind === 'seed' ? mass : -mass
  }
  if (kind === 'add') {
    const target = random.below(live.order)
    const weight = [1, 1, 0.25, 2][random.below(4)]
    push.change(node, target, weight)
    plain.change(node, target, weight)
    plain.entries.push({ source: node, target, weight })
  }
  if (kind === 'delete' && plain.entries.length > 0) {
    const [entry] = plain.entries.splice(random.below(plain.entries.length), 1)
    push.change(entry.source, entry.target, -entry.weight)
    plain.change(entry.source, entry.target, -entry.weight)
  }
}

/** The entries of the layers themselves can go too. */
function knowEntries(plain: Plain, { steps }: Layers): void {
  for (const { csr, rowsAt, columnsAt, scale, direction } of steps) {
    if (direction !== 'out') continue
    for (let i = 0; i < csr.rows; i++) {
      for (let e = csr.starts[i]; e < csr.starts[i + 1]; e++) {
        const weight = scale * (csr.weights ? csr.weights[e] : 1)
        plain.entries.push({ source: rowsAt + i, target: columnsAt + csr.targets[e], weight })
      }
    }
  }
}

test('Push after any changes of seeds, entries and nodes equals a computation from scratch', () => {
  assertProperty(
    property(
      integer(),
      array(constantFrom(...ACTS), { maxLength: 60 }),
      constantFrom(0.1, 1e-2, 1e-4),
      (seed, acts, epsilon) => {
        const random = createRandom(seed)
        const frozen = randomLayers(random)
        const live = new LiveLayers(frozen)
        if (live.order === 0) live.addNode()
        const push = new Push(live, { epsilon })
        const plain = new Plain(live)
        knowEntries(plain, frozen)
        for (const kind of acts) act(push, live, plain, kind, random)
        push.run()
        assert.ok(push.settled)
        assertExact(push, live, plain, epsilon, `seed ${seed}`)
      },
    ),
    { numRuns: 300, seed: 11 },
  )
})

test('Push keeps solution(seeds) = estimate + solution(residual) while entries come and go', () => {
  const random = createRandom(12)
  for (let run = 0; run < 60; run++) {
    const live = new LiveLayers(randomLayers(random))
    if (live.order === 0) continue
    const push = new Push(live, { epsilon: 0.02 })
    const plain = new Plain(live)
    for (let k = 0; k < 12; k++) {
      const kind = ACTS[random.below(ACTS.length)]
      act(push, live, plain, kind, random)
      assertInvariant(push, plain, `run ${run}, act ${k} (${kind})`)
    }
  }
})

test('Push does not drift: 100,000 changes later it is as exact as after the first', () => {
  const random = createRandom(13)
  const live = new LiveLayers(layered([60], [{ links: digraph(randomCsr(random, 60, 60, 200)) }]))
  const push = new Push(live, { epsilon: 1e-6 })
  const plain = new Plain(live)
  push.addSeed(0)
  plain.masses[0] = 1
  for (let k = 0; k < 100_000; k++) {
    act(push, live, plain, plain.entries.length < 100 ? 'add' : 'delete', random)
    if (random.next() < 0.5) act(push, live, plain, 'add', random)
    if (k % 10 === 0) push.run()
  }
  push.run()
  assertInvariant(push, plain, 'after all')
  assertExact(push, live, plain, 1e-6, 'after all')
})

test('Push forgets an entry that came and went', () => {
  const layers = layered([4], [{ links: digraph(buildCsr(4, 4, [0, 1], [1, 2])) }])
  const live = new LiveLayers(layers)
  const push = new Push(live, { epsilon: 1e-9 })
  push.addSeed(0)
  push.run()
  const before = push.estimates.slice(0, 4)
  push.change(1, 3, 1)
  push.run()
  assert.ok(push.estimates[3] > 0.01)
  push.change(1, 3, -1)
  push.run()
  for (const [node, value] of before.entries()) {
    assert.ok(Math.abs(push.estimates[node] - value) < 1e-8, `node ${node}`)
  }
})

test('Push takes a first entry and gives back the last', () => {
  const live = new LiveLayers(layered([2], []))
  const push = new Push(live, { alpha: 0.5, epsilon: 1e-12 })
  push.addSeed(0)
  push.run()
  assert.deepEqual([...push.estimates.subarray(0, 2)], [1, 0])
  push.change(0, 1, 1)
  push.run()
  // c = α + (1 − α)²·c, and the rest is at the other end
  assert.ok(Math.abs(push.estimates[0] - 2 / 3) < 1e-9)
  assert.ok(Math.abs(push.estimates[1] - 1 / 3) < 1e-9)
  push.change(0, 1, -1)
  push.run()
  assert.ok(Math.abs(push.estimates[0] - 1) < 1e-9)
  assert.ok(Math.abs(push.estimates[1]) < 1e-9)
})

test('Push corrects a changed entry of a hub without visiting what else the hub has', () => {
  const leaves = 100_000
  const targets = Array.from({ length: leaves }, (_, i) => i + 2)
  const hub = targets.map(() => 1)
  const star = buildCsr(leaves + 2, leaves + 2, hub, targets)
  const live = new LiveLayers(layered([leaves + 2], [{ links: digraph(star) }]))
  const push = new Push(live, { epsilon: 5e-6 })
  push.addSeed(2)
  assert.ok(push.run() > leaves)
  assert.ok(push.estimates[1] > 0.1)
  push.change(0, 1, 1)
  assert.ok(push.run() <= 10)
  push.change(1, 7, -1)
  assert.ok(push.run() <= 10)
})

test('Push can be stopped on the way and goes on where it was', () => {
  const random = createRandom(14)
  for (let run = 0; run < 40; run++) {
    const layers = randomLayers(random, 40)
    if (layers.order === 0) continue
    const whole = new Push(layers, { epsilon: 1e-5 })
    const parts = new Push(layers, { epsilon: 1e-5 })
    const seed = random.below(layers.order)
    for (const push of [whole, parts]) push.addSeed(seed)
    let visited = 0
    const most = 1 + random.below(20)
    while (!parts.settled) visited += parts.run(most)
    assert.equal(visited, whole.run())
    assert.deepEqual(parts.estimates, whole.estimates)
  }
})

test('takeMoved() names every node whose estimate or degree changed, once', () => {
  assertProperty(
    property(integer(), array(nat(ACTS.length - 1), { maxLength: 30 }), (seed, acts) => {
      const random = createRandom(seed)
      const live = new LiveLayers(randomLayers(random))
      if (live.order === 0) live.addNode()
      const push = new Push(live, { epsilon: 0.01 })
      const plain = new Plain(live)
      for (const kind of acts) {
        const estimates = push.estimates.slice()
        const degrees = live.degrees.slice()
        act(push, live, plain, ACTS[kind], random)
        const taken = push.takeMoved()
        const moved = new Set(taken)
        assert.equal(moved.size, taken.length)
        for (let node = 0; node < live.order; node++) {
          const stood = (estimates[node] ?? 0) === push.estimates[node]
          const same = (degrees[node] ?? 0) === live.degrees[node]
          assert.ok((stood && same) || moved.has(node), `${ACTS[kind]}: node ${node}`)
        }
      }
    }),
    { numRuns: 100, seed: 15 },
  )
})

test('Push and LiveLayers refuse changes that mean nothing', () => {
  const layers = layered([2], [{ links: digraph(buildCsr(2, 2, [0], [1])) }])
  assert.throws(() => new Push(layers).change(0, 1, 1), TypeError)
  const push = new Push(new LiveLayers(layers))
  assert.throws(() => push.change(0, 2, 1), RangeError)
  assert.throws(() => push.change(0, 1, 0.1), {
    name: 'RangeError',
    message: '"change" expected a multiple of 1 / 1024, got 0.1',
  })
  assert.throws(() => push.change(0, 1, -2), {
    name: 'RangeError',
    message: '"change" expected at least -1, got -2',
  })
})
