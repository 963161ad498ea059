import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BETS, nightGrowth } from '../statistics/betting.ts'
import { isNear } from '../statistics/near.case.ts'
import { createRandom } from '../util/random.ts'
import { type NightlyClaim, nightlyVerdicts, parseNightlyLedger } from './nightly-ledger.ts'

const claim: NightlyClaim = {
  scenario: 'every-surface',
  scenarioHash: 'hash',
  recommender: 'popular',
  guard: 'off',
  budget: 0.05,
  surfaces: { explore: 0.05, feed: 0.05 },
  alpha: 0.05,
}

const night = (all: number, feed: number, explore: number) => ({
  at: '2026-12-01T00:00:00.000Z',
  seed: 1,
  testAccounts: 40,
  ...seen(all),
  surfaces: { feed: seen(feed), explore: seen(explore) },
})

function seen(exposure: number) {
  return { exposure, growth: nightGrowth(Array<number>(40).fill(exposure), 0.05) }
}

test('nightlyVerdicts() finds the surface that is over its budget, and no other', () => {
  const verdicts = nightlyVerdicts({ claim, nights: [night(0.02, 0.01, 0.3)] })
  assert.deepEqual(
    verdicts.map(({ surface, crossedOnNight }) => [surface, crossedOnNight]),
    [
      ['all', null],
      ['feed', null],
      ['explore', 1],
    ],
  )
  // what was shown is shown, whatever later nights show
  const later = nightlyVerdicts({ claim, nights: [night(0, 0, 0.3), night(0, 0, 0)] })
  assert.equal(later[2].crossedOnNight, 1)
})

test('nightlyVerdicts() asks more of the first of three claims than of a single one', () => {
  // half of the stake is laid on the first night: e = (59 + 1) / 2
  const grown = Array<number>(BETS).fill(Math.log(59))
  const nights = [{ ...night(0, 0, 0), exposure: 0.11, growth: grown }]
  const [alone] = nightlyVerdicts({ claim: { ...claim, surfaces: {} }, nights })
  const [among] = nightlyVerdicts({ claim, nights })
  assert.equal(alone.e, among.e)
  isNear(alone.e, 30, 1e-9)
  assert.deepEqual([alone.crossedOnNight, among.crossedOnNight], [1, null])
})

test('nightlyVerdicts() rarely raises any alarm while all three claims are true', () => {
  const random = createRandom(3)
  const series = 400
  let alarms = 0
  for (let k = 0; k < series; k++) {
    const draw = () => Array.from({ length: 40 }, () => (random.next() < 0.05 ? 1 : 0))
    const nights = Array.from({ length: 10 }, () => ({
      ...night(0, 0, 0),
      growth: nightGrowth(draw(), 0.05),
      surfaces: {
        feed: { exposure: 0, growth: nightGrowth(draw(), 0.05) },
        explore: { exposure: 0, growth: nightGrowth(draw(), 0.05) },
      },
    }))
    const verdicts = nightlyVerdicts({ claim, nights })
    if (verdicts.some(({ crossedOnNight }) => crossedOnNight !== null)) alarms++
  }
  assert.ok(alarms / series <= 0.05, `${alarms} of ${series}`)
})

test('parseNightlyLedger() reads what was written, and ledgers of before surfaces had claims', () => {
  const ledger = { claim, nights: [night(0.01, 0.02, 0.03)] }
  assert.deepEqual(parseNightlyLedger(JSON.parse(JSON.stringify(ledger)), 'it', claim), ledger)
  const { surfaces: _, ...before } = claim
  const { surfaces: __, ...oldNight } = night(0.01, 0, 0)
  const read = parseNightlyLedger({ claim: before, nights: [oldNight] }, 'it', {
    ...claim,
    surfaces: {},
  })
  assert.equal(nightlyVerdicts(read).length, 1)
  assert.throws(
    () => parseNightlyLedger({ claim: before, nights: [] }, 'it', claim),
    /ledger of another budget of feed/,
  )
})
