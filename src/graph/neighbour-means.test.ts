import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr } from './csr.ts'
import { neighbourMean } from './neighbour-means.ts'

test('neighbourMean() leaves out the node itself and what is missing', () => {
  const csr = buildCsr(3, 3, [0, 0, 0, 1, 1], [0, 1, 2, 1, 2])
  assert.deepEqual([...neighbourMean(csr, Float64Array.of(9, 2, 4))], [3, 4, NaN])
  assert.deepEqual([...neighbourMean(csr, Float64Array.of(9, 2, NaN))], [2, NaN, NaN])
})

test('neighbourMean() agrees with a list of pairs on random graphs', () => {
  const random = createRandom(3)
  for (let run = 0; run < 50; run++) {
    const pairs = Array.from({ length: 40 }, () => [random.below(12), random.below(12)] as const)
    const values = Float64Array.from({ length: 12 }, () => random.next())
    const csr = buildCsr(
      12,
      12,
      pairs.map(([from]) => from),
      pairs.map(([, to]) => to),
    )
    const means = neighbourMean(csr, values)
    for (let i = 0; i < 12; i++) {
      const around = new Set(pairs.flatMap(([from, to]) => (from === i && to !== i ? [to] : [])))
      const sum = [...around].reduce((total, j) => total + values[j], 0)
      if (around.size === 0) assert.ok(Number.isNaN(means[i]))
      else assert.ok(Math.abs(means[i] - sum / around.size) < 1e-12)
    }
  }
})

test('neighbourMean() refuses another number of values', () => {
  assert.throws(() => neighbourMean(buildCsr(2, 2, [], []), new Float64Array(3)), /length 2, got 3/)
})
