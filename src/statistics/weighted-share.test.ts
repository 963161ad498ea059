import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { drawSample } from './draw-sample.ts'
import { isNear } from './near.case.ts'
import { gammaInterval, midPInterval, wilsonInterval } from './rare-share.ts'
import { shareInterval } from './share.ts'
import { weightedShare } from './weighted-share.ts'

const plain = (positives: number, draws: number) =>
  weightedShare(
    [{ stratumShare: 1, stratumDraws: draws, draws, positives: Array(positives).fill(1) }],
    1,
  )

test('weightedShare() of draws that weigh alike is the plain share, and so is its Wilson interval', () => {
  const share = plain(15, 148)
  isNear(share.value, 15 / 148, 1e-15)
  isNear(share.variance, ((15 / 148) * (133 / 148)) / 147, 1e-15)
  isNear(share.effectiveDraws, 147, 1e-9)
  const expected = shareInterval(15, 148)
  const interval = wilsonInterval(share)
  isNear(interval.low, expected.low, 5e-4)
  isNear(interval.high, expected.high, 5e-4)
})

test('weightedShare() and its variance agree with R', () => {
  // R 4.2.2, survey 4.1: svytotal(~y, svydesign(ids = ~1, strata = ~part, weights = step * weight))
  const parts = [
    { stratumShare: 0.3, stratumDraws: 13, draws: 5, positives: [1.5, 0.9] },
    { stratumShare: 0.3, stratumDraws: 13, draws: 8, positives: [0.3, 0.4, 0.7, 2.5] },
    { stratumShare: 0.7, stratumDraws: 13, draws: 4, positives: [2.2] },
    { stratumShare: 0.7, stratumDraws: 13, draws: 9, positives: [0.25, 0.5, 1.6, 0.35] },
  ]
  const share = weightedShare(parts, 5)
  isNear(share.value, 0.4092307692307692, 1e-12)
  isNear(share.variance, 0.0255274883770076, 1e-12)
})

test('gammaInterval() is the exact Poisson interval where all weigh alike', () => {
  // scipy 1.17: stats.gamma.ppf(.025, 5) / 1000, stats.gamma.ppf(.975, 6) / 1000
  const share = { ...plain(5, 1000), variance: 5e-6 }
  isNear(gammaInterval(share).low, 0.0016234863901184208, 1e-12)
  isNear(gammaInterval(share).high, 0.01166833207932267, 1e-12)
  // stats.gamma.ppf(.975, 1) / 1000
  isNear(gammaInterval(plain(0, 1000)).high, 0.003688879454113936, 1e-12)
})

test('midPInterval() is the mid-p Poisson interval where all weigh alike', () => {
  // scipy 1.17: where poisson.sf(5, m) + poisson.pmf(5, m) / 2, and cdf(4, m) + pmf / 2, are 0.025
  const { low, high } = midPInterval({ ...plain(5, 1000), variance: 5e-6 })
  isNear(low, 0.0018319948085284, 1e-9)
  isNear(high, 0.01108241566499202, 1e-9)
})

test('midPInterval() lies within the gamma interval, around the value', () => {
  for (const positives of [0, 1, 3, 40, 300]) {
    const share = plain(positives, 1000)
    const [wide, mid] = [gammaInterval(share), midPInterval(share)]
    assert.ok(mid.low >= wide.low - 1e-9 && mid.high <= wide.high + 1e-9, String(positives))
    assert.ok(mid.low <= mid.value && mid.value <= mid.high)
  }
  assert.equal(midPInterval(plain(7, 7)).high, 1)
})

test('the estimate has no bias and its variance neither, drawn 4,000 times from 300 accounts', () => {
  const random = createRandom(5)
  const sizes = Float64Array.from({ length: 300 }, () => random.next() ** 3)
  const isPositive = sizes.map((size) => (random.next() < size / 4 ? 1 : 0))
  const truth = isPositive.reduce((sum, one) => sum + one, 0) / 300
  let values = 0
  let squares = 0
  let variances = 0
  for (let run = 0; run < 4_000; run++) {
    const { draws, weightOf } = drawSample(sizes, 60, 0.2, random)
    const { value, variance } = weightedShare(
      [true, false].map((isFloor) => {
        const drawn = draws.filter((draw) => draw.isFloor === isFloor)
        const positives = drawn.filter(({ member }) => isPositive[member] === 1)
        const weights = positives.map(({ member }) => weightOf(member))
        return { stratumShare: 1, stratumDraws: 60, draws: drawn.length, positives: weights }
      }),
      5,
    )
    values += value
    squares += (value - truth) ** 2
    variances += variance
  }
  isNear(values / 4_000 / truth, 1, 0.02)
  isNear(variances / squares, 1, 0.08)
})
