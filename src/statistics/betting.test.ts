import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, type Random } from '../util/random.ts'
import { BETS, logEvidence, nightGrowth } from './betting.ts'
import { isNear } from './near.case.ts'

const ALARM = Math.log(20)

/** Exposure as audits see it: most accounts see nothing, some see much; its mean is `mean`. */
function night(random: Random, mean: number, size = 60): number[] {
  return Array.from({ length: size }, () => (random.next() < 2 * mean ? random.next() : 0))
}

test('logEvidence() is the mixture over first nights and bets, written out plainly', () => {
  const random = createRandom(3)
  const nights = Array.from({ length: 6 }, () => night(random, 0.05, 5))
  const growth = nights.map((values) => nightGrowth(values, 0.02))
  const found = logEvidence(growth)
  for (let last = 1; last <= 6; last++) {
    let evidence = 1 / (last + 1)
    for (let first = 1; first <= last; first++) {
      for (let bet = 0; bet < BETS; bet++) {
        let stake = 1
        for (const value of nights.slice(first - 1, last).flat()) {
          stake *= 1 + (0.9 / 2 ** bet / 0.02) * (value - 0.02)
        }
        evidence += stake / BETS / (first * (first + 1))
      }
    }
    isNear(Math.exp(found[last - 1]) / evidence, 1, 1e-10)
  }
})

test('the evidence is expected to be 1 when the mean is at its budget, worked out over all outcomes', () => {
  // three nights of one account each that sees all or nothing: eight outcomes
  const budget = 0.3
  const ends = [0, 0, 0]
  for (let outcome = 0; outcome < 8; outcome++) {
    const values = [0, 1, 2].map((k) => (outcome >> k) & 1)
    const chance = values.reduce((p, value) => p * (value ? budget : 1 - budget), 1)
    const logs = logEvidence(values.map((value) => nightGrowth([value], budget)))
    logs.forEach((log, k) => (ends[k] += chance * Math.exp(log)))
  }
  for (const end of ends) isNear(end, 1, 1e-12)
})

test('a mean at its budget raises a false alarm ever in at most one of twenty series of 30 nights', () => {
  const random = createRandom(1)
  const series = 300
  for (const budget of [0.01, 0.1]) {
    let alarms = 0
    for (let run = 0; run < series; run++) {
      const nights = Array.from({ length: 30 }, () => nightGrowth(night(random, budget), budget))
      if (logEvidence(nights).some((log) => log >= ALARM)) alarms++
    }
    assert.ok(alarms / series <= 0.05, `${alarms} at ${budget}`)
  }
})

test('a leak is found though many quiet nights came before it', () => {
  const random = createRandom(2)
  const quiet = Array.from({ length: 40 }, () => nightGrowth(night(random, 0.001), 0.01))
  const leaking = Array.from({ length: 10 }, () => nightGrowth(night(random, 0.06), 0.01))
  const found = logEvidence([...quiet, ...leaking]).findIndex((log) => log >= ALARM)
  assert.ok(found >= 40 && found < 45, `${found}`)
})

test('a value outside 0..1 is refused, and a budget that nothing can be bet against', () => {
  assert.throws(() => nightGrowth([1.5], 0.3), /"value" expected/)
  assert.throws(() => nightGrowth([1], 0), /"budget" expected/)
  assert.deepEqual(logEvidence([]), [])
})
