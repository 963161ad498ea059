import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { fitBursts } from './creation-bursts.ts'

test('fitBursts() hears nothing in seeds of any time: at most 1 draw in 80', () => {
  const random = createRandom(1)
  for (const size of [1, 2, 5, 10, 20, 60]) {
    let heard = 0
    for (let run = 0; run < 400; run++) {
      if (fitBursts(Float64Array.from({ length: size }, () => random.next()))) heard++
    }
    assert.ok(heard <= 5, `${heard} of 400 draws of ${size}`)
  }
})

test('fitBursts() finds one or several bursts, and says 1 of unknown times', () => {
  const random = createRandom(2)
  for (const bursts of [1, 3]) {
    const ranks = Float64Array.from({ length: 20 }, (_, k) =>
      k < 4 ? random.next() : 0.2 + 0.25 * (k % bursts) + 0.01 * random.next(),
    )
    const fitted = fitBursts(ranks)!
    assert.ok(fitted.likelihoodRatio(0.205) > 8)
    assert.ok(fitted.likelihoodRatio(0.1) < 0.6 || ranks.subarray(0, 4).some((rank) => rank < 0.2))
    assert.equal(fitted.likelihoodRatio(NaN), 1)
  }
})

test('a fitted density is one: its mean over all times is about 1, with a seed left out too', () => {
  const ranks = Float64Array.of(0.5, 0.501, 0.502, 0.503, 0.504, 0.505, NaN, 0.3)
  const fitted = fitBursts(ranks)!
  for (const without of [-1, 0, 7]) {
    let sum = 0
    for (let k = 0; k < 100_000; k++) sum += fitted.likelihoodRatio((k + 0.5) / 100_000, without)
    assert.ok(Math.abs(sum / 100_000 - 1) < 0.01, `${sum}`)
  }
})

test('a seed that does not count leaves its own time to the others', () => {
  const ranks = Float64Array.of(0.5, 0.501, 0.502, 0.503, 0.504, 0.505, 0.9)
  const fitted = fitBursts(ranks)!
  assert.ok(fitted.likelihoodRatio(0.9, 6) < 1)
  assert.ok(fitted.likelihoodRatio(0.9) > fitted.likelihoodRatio(0.9, 6))
})
