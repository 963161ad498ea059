/** Every kernel against its plain twin, on graphs in an arena, with one thread and with more. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { createArena, LARGEST_ARENA, RESERVED_BYTES, type Arena } from '../graph/arena.ts'
import { connectedComponents, reachableFrom } from '../graph/components.ts'
import { buildCsr, digraph, type Csr } from '../graph/csr.ts'
import { layered, type Layers } from '../graph/layers.ts'
import { personalisedPageRank, type Masses } from '../graph/pagerank.ts'
import { heavyTailedCsr, randomCsr, randomLayers } from '../graph/random-graphs.ts'
import { degreeOrder } from '../graph/relabel.ts'
import { twoHopScores } from '../graph/two-hop.ts'
import { countUniqueNeighbours } from '../graph/union.ts'
import { createRandom, type Random } from '../util/random.ts'
import { createEngine } from './engine.ts'
import { csrInArena, layersInArena } from './in-arena.ts'

const engines = [1, 3].map((threads) => createEngine({ threads }))
after(() => engines.forEach((engine) => engine.close()))
// workers take a moment to start, and tests are about them too
await setTimeout(500)

/** Wider than a block of columns, and with rows longer than any class of pieces. */
function wideLayers(random: Random): Layers {
  const rows = 150_000
  const graph = digraph(heavyTailedCsr(random, rows, 400_000, 0.8))
  return layered(
    [rows],
    [{ links: graph, scale: 2 }, { links: digraph(randomCsr(random, rows, rows, 200_000)) }],
  )
}

function seedsOf(random: Random, order: number, sets: number): Masses[] {
  return Array.from({ length: sets }, () => ({
    rows: Uint32Array.from({ length: 1 + random.below(4) }, () => random.below(order)),
    weights: Float64Array.of(1, 2, 0.5, 3).subarray(0),
  })).map(({ rows, weights }) => ({ rows, weights: weights.subarray(0, rows.length) }))
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, allowed: number) {
  assert.equal(actual.length, expected.length)
  let apart = 0
  for (let i = 0; i < actual.length; i++) apart += Math.abs(actual[i] - expected[i])
  assert.ok(apart <= allowed, `${apart} apart, ${allowed} allowed`)
}

function arenaFor(): Arena {
  return createArena(1 << 27)
}

test('the largest arena there may be arrives in another thread', () => {
  const arena = createArena(LARGEST_ARENA - RESERVED_BYTES)
  const { port1, port2 } = new MessageChannel()
  port1.postMessage({ memory: arena.memory, view: arena.uint32(4).fill(7) })
  const received: { message: { view: Uint32Array } } | undefined = receiveMessageOnPort(port2)
  port1.close()
  assert.deepEqual([...(received?.message.view ?? [])], [7, 7, 7, 7])
})

for (const engine of engines) {
  describe(`with ${engine.threads} threads`, () => {
    test('personalisedPageRanks() agrees with the plain twin over small layers of every sort', () => {
      const random = createRandom(21)
      const arena = arenaFor()
      for (let run = 0; run < 60; run++) {
        const plain = randomLayers(random)
        if (plain.order === 0) continue
        const mark = arena.mark()
        const layers = layersInArena(arena, plain)
        const seeds = seedsOf(random, plain.order, 1 + random.below(16))
        const ranks = engine.personalisedPageRanks(layers, seeds)
        seeds.forEach((masses, k) => {
          const expected = personalisedPageRank(plain, masses)
          assertClose(ranks[k], expected, 2e-5)
          assertClose(engine.personalisedPageRank(layers, masses), expected, 1e-7)
        })
        arena.release(mark)
      }
    })

    test('personalisedPageRanks() agrees over many blocks of columns, for one, eight and sixteen', () => {
      const random = createRandom(22)
      const plain = wideLayers(random)
      const layers = layersInArena(arenaFor(), plain)
      const prepared = engine.prepare(layers)
      assert.ok(prepared)
      for (const sets of [1, 5, 16]) {
        const seeds = seedsOf(random, plain.order, sets)
        const ranks = engine.personalisedPageRanks(prepared, seeds)
        for (const k of [sets - 1]) {
          const expected = personalisedPageRank(plain, seeds[k], { tolerance: 1e-6 })
          const mass = Array.from(seeds[k].weights)
          assertClose(ranks[k], expected, 1e-5 * mass.reduce((sum, weight) => sum + weight, 0))
        }
      }
    })

    test('pageRank() agrees with the textbook iteration', () => {
      const csr = csrInArena(arenaFor(), heavyTailedCsr(createRandom(23), 80_000, 300_000))
      const arena = arenaFor()
      const graph = { out: csrInArena(arena, csr), in: csrInArena(arena, digraph(csr).in) }
      const { scores, sweeps } = engine.pageRank(graph, { sweeps: 20, tolerance: 0 })
      assert.equal(sweeps, 20)
      assertClose(scores, textbookPageRank(csr, 20), 1e-5)
    })

    test('components() agrees with the plain twin', () => {
      const random = createRandom(24)
      const arena = arenaFor()
      for (let run = 0; run < 100; run++) {
        const plain = run === 0 ? wideLayers(random) : randomLayers(random, 60)
        const mark = arena.mark()
        const labels = engine.components(layersInArena(arena, plain))
        assert.deepEqual(labels, connectedComponents(plain))
        arena.release(mark)
      }
    })

    test('reachedFrom() agrees with the plain twin, in an arena or not', () => {
      const random = createRandom(26)
      const arena = arenaFor()
      for (let run = 0; run < 100; run++) {
        const plain = randomLayers(random, 60)
        const mark = arena.mark()
        const nodes = Uint32Array.from({ length: plain.order && random.below(4) }, () =>
          random.below(plain.order),
        )
        const expected = reachableFrom(plain, nodes)
        assert.deepEqual(engine.reachedFrom(layersInArena(arena, plain), nodes), expected)
        assert.deepEqual(engine.reachedFrom(plain, nodes), expected)
        arena.release(mark)
      }
      const none = layersInArena(arena, layered([3], []))
      assert.throws(() => engine.reachedFrom(none, [3]), RangeError)
    })

    test('countUniqueNeighbours() and twoHopScores() agree with the plain twins', () => {
      const random = createRandom(25)
      const arena = arenaFor()
      for (let run = 0; run < 100; run++) {
        const mark = arena.mark()
        const csr = randomCsr(random, 1 + random.below(50), 1 + random.below(300), 400)
        const rows = Uint32Array.from({ length: random.below(9) }, () => random.below(csr.rows))
        const exclude = Uint32Array.from({ length: random.below(9) }, () =>
          random.below(csr.columns),
        )
        assert.equal(
          engine.countUniqueNeighbours(csrInArena(arena, csr), rows, exclude),
          countUniqueNeighbours(csr, rows, exclude),
        )
        const plain = randomLayers(random)
        if (plain.order > 0) {
          const [seeds] = seedsOf(random, plain.order, 1)
          const scores = engine.twoHopScores(layersInArena(arena, plain), seeds)
          assertClose(scores, twoHopScores(plain, seeds), 1e-9)
        }
        arena.release(mark)
      }
    })

    test('buildDigraph() agrees with buildCsr() of the permuted columns, in any order of its own', () => {
      const random = createRandom(26)
      for (let run = 0; run < 100; run++) {
        const rows = 1 + random.below(40)
        const size = random.below(200)
        const column = () => Uint32Array.from({ length: size }, () => random.below(rows))
        const [sources, targets] = [column(), column()]
        const cut = random.below(size + 1)
        const chunks = [
          { sources: sources.slice(0, cut), targets: targets.slice(0, cut) },
          { sources: sources.slice(cut), targets: targets.slice(cut) },
        ]
        const degrees = new Uint32Array(rows)
        for (const row of [...sources, ...targets]) degrees[row]++
        const shuffled = degreeOrder(Uint32Array.from({ length: rows }, () => random.below(1000)))
        const given = run % 2 === 0 ? null : shuffled
        const newRowOf = given ?? degreeOrder(degrees)

        const built = engine.buildDigraph(given ? { rows, chunks, newRowOf } : { rows, chunks })
        const expected = digraph(
          buildCsr(
            rows,
            rows,
            sources.map((row) => newRowOf[row]),
            targets.map((row) => newRowOf[row]),
          ),
        )
        assert.deepEqual(built.newRowOf, newRowOf)
        assert.deepEqual(entriesOf(built.graph.out), entriesOf(expected.out))
        assert.deepEqual(entriesOf(built.graph.in), entriesOf(expected.in))
      }
    })

    test('buildDigraph() refuses rows that do not exist, and takes the next job as ever', () => {
      const targets = new Uint32Array(new SharedArrayBuffer(4 * 100_000))
      targets[99_999] = 7
      const chunks = [{ sources: new Uint32Array(100_000), targets }]
      assert.throws(() => engine.buildDigraph({ rows: 7, chunks }), {
        name: 'RangeError',
        message: 'entry (0, 7) outside 7 rows',
      })
      assert.equal(engine.buildDigraph({ rows: 8, chunks }).graph.out.targets.length, 2)
    })

    test('a job that fails in several threads at once says so once', () => {
      const rows = 7
      const columns = new Uint32Array(new SharedArrayBuffer(4 * 1_000_000)).fill(rows)
      const wrong = [{ sources: columns, targets: columns }]
      const right = [{ sources: new Uint32Array(1_000_000), targets: new Uint32Array(1_000_000) }]
      for (let run = 0; run < 4; run++) {
        assert.throws(() => engine.buildDigraph({ rows, chunks: wrong }), RangeError)
        assert.equal(engine.buildDigraph({ rows, chunks: right }).graph.out.targets.length, 1)
      }
    })

    test('what progress throws ends the work and is thrown on', () => {
      const arena = arenaFor()
      const layers = layersInArena(arena, wideLayers(createRandom(27)))
      const used = arena.used
      const cancelled = new Error('enough')
      const stop = () => {
        throw cancelled
      }
      assert.throws(() => engine.components(layers, stop), cancelled)
      assert.throws(
        () =>
          engine.personalisedPageRanks(layers, [{ rows: [0], weights: [1] }], { progress: stop }),
        cancelled,
      )
      assert.equal(arena.used, used)
      assert.equal(engine.components(layers)[0], 0)
    })

    test('a graph that is in no arena is served by the plain twins', () => {
      const plain = randomLayers(createRandom(28))
      assert.equal(engine.prepare(plain), null)
      assert.deepEqual(engine.components(plain), connectedComponents(plain))
      const seeds = { rows: [0], weights: [1] }
      assertClose(
        engine.personalisedPageRanks(plain, [seeds])[0],
        personalisedPageRank(plain, seeds),
        1e-5,
      )
    })
  })
}

test('createEngine() and personalisedPageRanks() refuse what is out of range', () => {
  assert.throws(() => createEngine({ threads: 0 }), /"threads" expected 1\.\.64, got 0/)
  const layers = layered([2], [])
  const [engine] = engines
  assert.throws(
    () => engine.personalisedPageRanks(layers, []),
    /"seeds" expected 1\.\.16 sets, got 0/,
  )
  const seeds = [{ rows: [2], weights: [1] }]
  assert.throws(() => engine.personalisedPageRanks(layers, seeds), /"rows" expected 0\.\.1, got 2/)
})

function entriesOf({ starts, targets }: Csr): number[][] {
  return [[...starts], [...targets]]
}

function textbookPageRank({ rows, starts, targets }: Csr, sweeps: number): Float64Array {
  let scores = new Float64Array(rows).fill(1 / rows)
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const next = new Float64Array(rows).fill(0.15 / rows)
    for (let i = 0; i < rows; i++) {
      const share = (0.85 * scores[i]) / (starts[i + 1] - starts[i])
      for (let e = starts[i]; e < starts[i + 1]; e++) next[targets[e]] += share
    }
    scores = next
  }
  return scores
}
