import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, type Random } from '../util/random.ts'
import { createArena, type Arena } from './arena.ts'
import { type Csr, digraph } from './csr.ts'
import { layered, type Layers } from './layers.ts'
import { LiveLayers } from './live-layers.ts'
import { Push } from './push.ts'
import { randomCsr, randomLayers } from './random-graphs.ts'

const ROOM = 1 << 20

/** The same layers with their rows in the arena. */
function laidIn(arena: Arena, layers: Layers): Layers {
  const copied = ({ rows, columns, starts, targets, weights }: Csr): Csr => {
    const copy = {
      rows,
      columns,
      starts: arena.uint32(starts.length),
      targets: arena.uint32(targets.length),
      weights: weights && arena.float32(weights.length),
    }
    copy.starts.set(starts)
    copy.targets.set(targets)
    copy.weights?.set(weights!)
    return copy
  }
  return { ...layers, steps: layers.steps.map((step) => ({ ...step, csr: copied(step.csr) })) }
}

/** A push whose loop is the plain twin, and one whose loop is the kernel. */
function twins(layers: Layers, options: { alpha: number; epsilon: number }) {
  const arena = createArena(ROOM)
  const here = laidIn(arena, layers)
  const before = arena.used
  const kernel = new Push(here, { ...options, arena })
  assert.ok(arena.used > before, 'the push lies in the arena')
  return { twin: new Push(layers, options), kernel }
}

/** Object.is on every number, so that 0 and -0 differ. */
function assertSame(twin: Push, kernel: Push, say: string): void {
  assert.deepStrictEqual([...kernel.estimates], [...twin.estimates], `${say}: estimates`)
  assert.deepStrictEqual([...kernel.residuals], [...twin.residuals], `${say}: residuals`)
  assert.deepStrictEqual([...kernel.touched], [...twin.touched], `${say}: touched`)
  assert.equal(kernel.settled, twin.settled, `${say}: settled`)
}

function actOnBoth(random: Random, order: number, twin: Push, kernel: Push, say: string): void {
  const node = random.below(order)
  const mass = 0.1 + random.next()
  const kind = random.below(8)
  if (kind < 2) for (const push of [twin, kernel]) push.addSeed(node, mass)
  if (kind === 2) for (const push of [twin, kernel]) push.withdrawSeed(node, mass)
  if (kind === 3 || kind === 4) assert.equal(kernel.run(), twin.run(), `${say}: visited`)
  if (kind === 5 || kind === 6) {
    const most = random.below(40)
    assert.equal(kernel.run(most), twin.run(most), `${say}: visited of ${most}`)
  }
  if (kind === 7 && random.next() < 0.3) for (const push of [twin, kernel]) push.reset()
  if (kind === 7) {
    assert.deepStrictEqual([...kernel.takeMoved()], [...twin.takeMoved()], `${say}: moved`)
  }
}

test('the kernel of a push agrees with its twin to the last bit on 400 random layers', () => {
  const random = createRandom(21)
  for (let run = 0; run < 400; run++) {
    const layers = randomLayers(random, run % 2 === 0 ? 12 : 80)
    if (layers.order === 0) continue
    const alpha = 0.05 + 0.9 * random.next()
    const { twin, kernel } = twins(layers, { alpha, epsilon: 10 ** -(1 + 5 * random.next()) })
    for (let act = 0; act < 30; act++) {
      actOnBoth(random, layers.order, twin, kernel, `run ${run}, act ${act}`)
      assertSame(twin, kernel, `run ${run}, act ${act}`)
    }
    assert.equal(kernel.run(), twin.run())
    assertSame(twin, kernel, `run ${run}, settled`)
    assert.deepStrictEqual([...kernel.takeMoved()], [...twin.takeMoved()], `run ${run}: moved`)
  }
})

test('the kernel of a push agrees with its twin where many nodes wait and the ring wraps', () => {
  const random = createRandom(22)
  // weights and a scale that round, so that another order of operations shows
  const csr = randomCsr(random, 2000, 2000, 12_000, true)
  const weights = csr.weights!.map(() => 0.1 + random.next())
  const layers = layered([2000], [{ links: digraph({ ...csr, weights }), scale: 0.3 }])
  const { twin, kernel } = twins(layers, { alpha: 0.15, epsilon: 1e-7 })
  for (let act = 0; act < 20; act++) {
    for (const push of [twin, kernel]) push.addSeed(act * 3)
    if (act % 3 === 0) for (const push of [twin, kernel]) push.withdrawSeed(act)
    const most = act % 2 === 0 ? Infinity : 30_000
    assert.equal(kernel.run(most), twin.run(most))
    assertSame(twin, kernel, `act ${act}`)
  }
})

test('alpha 1, nodes without entries and thresholds below every number are the same in both', () => {
  for (const options of [
    { alpha: 1, epsilon: 1e-3 },
    { alpha: 0.5, epsilon: Number.MIN_VALUE },
  ]) {
    const { twin, kernel } = twins(layered([3], []), options)
    for (const push of [twin, kernel]) {
      push.addSeed(1, 0.7)
      push.addSeed(2, Number.MIN_VALUE)
    }
    assert.equal(kernel.run(), twin.run())
    assertSame(twin, kernel, `alpha ${options.alpha}`)
  }
})

test('a push takes nothing of an arena where the kernel cannot serve it', () => {
  const random = createRandom(23)
  const layers = layered([20], [{ links: digraph(randomCsr(random, 20, 20, 60)) }])
  const arena = createArena(ROOM)
  const here = laidIn(arena, layers)
  const full = createArena(0)
  for (const [walked, place] of [
    [layers, arena],
    [new LiveLayers(here), arena],
    [here, full],
  ] as const) {
    const before = place.used
    const push = new Push(walked, { epsilon: 1e-4, arena: place })
    assert.equal(place.used, before)
    const plain = new Push(layers, { epsilon: 1e-4 })
    for (const each of [push, plain]) each.addSeed(4)
    assert.equal(push.run(), plain.run())
    assert.deepEqual(push.estimates.subarray(0, 20), plain.estimates)
  }
})
