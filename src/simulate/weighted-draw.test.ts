import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { createWeightedDraw, drawMember } from './weighted-draw.ts'

test('drawMember() draws each member in proportion to its weight', () => {
  const weights = Float64Array.of(0, 5, 1, 0, 2, 0.5)
  const members = Uint32Array.of(1, 2, 4, 5)
  const draw = createWeightedDraw(members, weights)
  const random = createRandom(1)
  const counts = new Float64Array(weights.length)
  const draws = 40_000
  for (let k = 0; k < draws; k++) counts[drawMember(draw, random)]++
  weights.forEach((weight, i) => {
    // five standard deviations of the widest share are below 0.0125
    assert.ok(Math.abs(counts[i] / draws - weight / 8.5) < 0.0125, `member ${i}`)
  })
})

test('the alias table holds exactly the weights it was given', () => {
  const random = createRandom(2)
  const weights = Float64Array.from({ length: 50 }, () => random.next() ** 4)
  const members = Uint32Array.from(weights, (_, i) => i)
  const { thresholds, aliases } = createWeightedDraw(members, weights)
  const held = new Float64Array(50)
  thresholds.forEach((threshold, k) => {
    held[k] += threshold
    held[aliases[k]] += 1 - threshold
  })
  const total = weights.reduce((sum, weight) => sum + weight)
  held.forEach((share, i) => assert.ok(Math.abs(share / 50 - weights[i] / total) < 1e-12))
})
