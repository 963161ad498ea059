import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { isNear } from './near.case.ts'
import { gammaInterval, skewedInterval, wilsonInterval } from './rare-share.ts'
import { shareInterval } from './share.ts'
import { type WeightedShare, weightedShare } from './weighted-share.ts'
import { zoneSample } from './zone-sample.ts'

/** Positives of weight 1 in zones far apart, of so many accounts that each draw is pure luck. */
const plain = (positives: number, draws: number): WeightedShare =>
  weightedShare(
    [
      {
        accounts: 1e12,
        draws,
        zones: draws,
        positives: Array.from({ length: positives }, (_, k) => ({ weight: 1, zone: 2 * k })),
      },
    ],
    1,
  )

test('weightedShare() of draws that weigh alike is the plain share, and so is its Wilson interval', () => {
  const share = plain(15, 1480)
  isNear(share.value, 15 / 1480, 1e-15)
  isNear(share.variance, 15 / 1480 ** 2, 1e-15)
  const expected = shareInterval(15, 1480)
  const interval = wilsonInterval(share)
  isNear(interval.low, expected.low, 2e-4)
  isNear(interval.high, expected.high, 2e-4)
})

test('weightedShare() takes its variance from pairs of zones, three at the end, and none from certain draws', () => {
  const { value, variance, positives, effectiveDraws } = weightedShare(
    [
      {
        accounts: 300,
        draws: 6,
        zones: 5,
        positives: [
          { weight: 0.02, zone: null },
          { weight: 1, zone: 0 },
          { weight: 2, zone: 1 },
          { weight: 3, zone: 4 },
        ],
      },
      { accounts: 700, draws: 4, zones: 4, positives: [{ weight: 1.5, zone: 3 }] },
    ],
    5,
  )
  const [a, b] = [0.3 / 6, 0.7 / 4]
  isNear(value, a * 6.02 + b * 1.5, 1e-12)
  // (1 − 2)², of 0, 0 and 3 three times their variance, and 1.5²
  isNear(variance, a * a * (1 + 9) + b * b * 2.25, 1e-12)
  assert.equal(positives, 5)
  isNear(effectiveDraws, (value * (1 - value)) / variance, 1e-9)
})

test('gammaInterval() is the exact Poisson interval where all weigh alike', () => {
  // scipy 1.17: stats.gamma.ppf(.025, 5) / 1000, stats.gamma.ppf(.975, 6) / 1000
  isNear(gammaInterval(plain(5, 1000)).low, 0.0016234863901184208, 1e-12)
  isNear(gammaInterval(plain(5, 1000)).high, 0.01166833207932267, 1e-12)
  // stats.gamma.ppf(.975, 1) / 1000
  isNear(gammaInterval(plain(0, 1000)).high, 0.003688879454113936, 1e-12)
})

/** The chance of fewer than five, and half of that of five. */
function fewerThanFive(mean: number) {
  const terms = [Math.exp(-mean)]
  for (let k = 1; k <= 5; k++) terms.push((terms[k - 1] * mean) / k)
  const below = terms.slice(0, 5).reduce((sum, term) => sum + term, 0)
  return { below, half: terms[5] / 2 }
}

test('skewedInterval() is the mid-p Poisson interval where all weigh alike, 4 % below and 1 % above', () => {
  const { low, high } = skewedInterval(plain(5, 1000))
  const [atLow, atHigh] = [fewerThanFive(1000 * low), fewerThanFive(1000 * high)]
  isNear(1 - atLow.below - atLow.half, 0.04, 1e-9)
  isNear(atHigh.below + atHigh.half, 0.01, 1e-9)
})

test('skewedInterval() holds the value, ends within 0 and 1, and says what is certain for certain', () => {
  for (const positives of [0, 1, 3, 40, 300]) {
    const { value, low, high } = skewedInterval(plain(positives, 1000))
    assert.ok(0 <= low && low <= value && value <= high && high <= 1, String(positives))
    if (positives > 0) assert.ok(low > 0)
  }
  const certain = { accounts: 100, positives: [{ weight: 0.2, zone: null }] }
  const some = skewedInterval(weightedShare([{ ...certain, draws: 20, zones: 19 }], 5))
  isNear(some.low, 0.01, 1e-12)
  assert.ok(some.high > 0.01)
  const everybody = [
    { accounts: 100, draws: 100, zones: 0, positives: [{ weight: 1, zone: null }] },
  ]
  const { low, high } = skewedInterval(weightedShare(everybody, 5))
  isNear(low, 0.01, 1e-12)
  isNear(high, 0.01, 1e-12)
  const all = Array.from({ length: 7 }, (_, zone) => ({ weight: 1, zone }))
  const alike = weightedShare([{ accounts: 1e9, draws: 7, zones: 7, positives: all }], 1)
  assert.equal(skewedInterval(alike).high, 1)
})

test('skewedInterval() reaches further up where few heavy positives carry the value', () => {
  const stratum = { accounts: 1e9, draws: 1000, zones: 1000 }
  const light = Array.from({ length: 60 }, (_, k) => ({ weight: 0.15, zone: 600 + 2 * k }))
  const mixed = weightedShare(
    [{ ...stratum, positives: [{ weight: 4, zone: 0 }, { weight: 4, zone: 4 }, ...light] }],
    5,
  )
  const shape = mixed.value ** 2 / mixed.variance
  const alike = skewedInterval({
    ...mixed,
    squares: mixed.value ** 2 / shape,
    cubes: mixed.value ** 3 / shape ** 2,
  })
  const interval = skewedInterval(mixed)
  assert.ok(interval.low > alike.low && interval.high > alike.high)
})

test('the estimate has no bias and its variance hardly any, drawn 4,000 times from 3,000 accounts', () => {
  const random = createRandom(5)
  const sizes = Float64Array.from({ length: 3000 }, () => random.next() ** 3)
  const isPositive = sizes.map((size) => (random.next() < size / 4 ? 1 : 0))
  const truth = isPositive.reduce((sum, one) => sum + one, 0) / 3000
  const { draw, weightOf } = zoneSample(sizes, 60, 0.2, random)
  let values = 0
  let squares = 0
  let variances = 0
  for (let run = 0; run < 4_000; run++) {
    const draws = draw(random)
    const { value, variance } = weightedShare(
      [
        {
          accounts: 3000,
          draws: draws.length,
          zones: draws.filter(({ zone }) => zone !== null).length,
          positives: draws
            .filter(({ member }) => isPositive[member] === 1)
            .map(({ member, zone }) => ({ weight: weightOf(member), zone })),
        },
      ],
      5,
    )
    values += value
    squares += (value - truth) ** 2
    variances += variance
  }
  isNear(values / 4_000 / truth, 1, 0.02)
  assert.ok(variances / squares > 0.92 && variances / squares < 1.3, `${variances / squares}`)
})
