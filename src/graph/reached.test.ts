import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { reachableFrom } from './components.ts'
import { buildCsr, digraph } from './csr.ts'
import { layered } from './layers.ts'
import { randomLayers } from './random-graphs.ts'
import { reachedFrom } from './reached.ts'

test('reachedFrom() agrees with flooding on 300 random graphs', () => {
  const random = createRandom(9)
  for (let run = 0; run < 300; run++) {
    const layers = randomLayers(random, 2 + random.below(120))
    const nodes = Array.from({ length: random.below(4) }, () => random.below(layers.order))
    if (layers.order === 0) continue
    assert.deepEqual(reachedFrom(layers, nodes), reachableFrom(layers, nodes), `run ${run}`)
  }
})

test('reachedFrom() follows a long chain, numbered along it, against it or at random', () => {
  const size = 3000
  const random = createRandom(1)
  const shuffled = Uint32Array.from({ length: size }, (_, i) => i)
  for (let i = size - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]]
  }
  for (const names of [shuffled.toSorted(), shuffled.toSorted().toReversed(), shuffled]) {
    const chain = buildCsr(size, size, names.subarray(0, size - 1), names.subarray(1))
    const layers = layered([size], [{ links: digraph(chain) }])
    assert.ok(reachedFrom(layers, [names[size >> 1]]).every((flag) => flag === 1))
  }
})

test('reachedFrom() refuses what is no node', () => {
  const layers = layered([2], [{ links: digraph(buildCsr(2, 2, [0], [1])) }])
  assert.throws(() => reachedFrom(layers, [2]), /"nodes" expected 0..1, got 2/)
})
