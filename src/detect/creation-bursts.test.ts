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

test('likelihoodRatio() is the plain sum over kernels, and one over all times', () => {
  const random = createRandom(3)
  for (let run = 0; run < 30; run++) {
    const ranks = Float64Array.from({ length: 8 + run }, (_, k) =>
      k < 2 ? NaN : 0.4 + 0.01 * random.next(),
    )
    const fitted = fitBursts(ranks)!
    const known = ranks.filter((rank) => !Number.isNaN(rank))
    const ways = Array.from({ length: 7 }, (_, k) => 2 ** -(k + 4)).flatMap((width) =>
      [0.2, 0.4, 0.6, 0.8, 0.95].map((share) => [width, share] as const),
    )
    const isLike = ([width, share]: readonly [number, number]) =>
      [0.1, 0.395, 0.403, 0.408].every(
        (u) => Math.abs(plain(u, width, share, known) - fitted.likelihoodRatio(u)) < 1e-6,
      )
    const chosen = ways.filter(isLike)
    assert.equal(chosen.length, 1)
    const [[width, share]] = chosen
    // each seed is judged by the others
    const likelihood = (w: number, s: number) =>
      known.reduce(
        (sum, rank, k) =>
          sum +
          Math.log(
            plain(
              rank,
              w,
              s,
              known.filter((_one, j) => j !== k),
            ),
          ),
        0,
      )
    const best = Math.max(...ways.map(([w, s]) => likelihood(w, s)))
    assert.ok(Math.abs(likelihood(width, share) - best) < 1e-6)
    for (const [k, rank] of known.entries()) {
      const others = known.filter((_one, j) => j !== k)
      assert.ok(
        Math.abs(fitted.likelihoodRatio(rank, true) - plain(rank, width, share, others)) < 1e-6,
      )
    }
    let sum = 0
    for (let k = 0; k < 20_000; k++) sum += fitted.likelihoodRatio((k + 0.5) / 20_000)
    assert.ok(Math.abs(sum / 20_000 - 1) < 0.01, `${sum}`)
  }
})

function plain(u: number, width: number, share: number, from: Float64Array): number {
  let sum = 0
  for (const rank of from) sum += Math.max(0, 1 - Math.abs(u - rank) / width) / width
  return 1 - share + (share * sum) / from.length
}
