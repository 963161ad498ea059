import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, type Random } from '../util/random.ts'
import { isAlarm, NEW_BET, placeBet } from './betting.ts'

/** After how many values there is an alarm; null when there is none among `most`. */
function alarmAt(draw: () => number, budget: number, most: number): number | null {
  let bet = NEW_BET
  for (let k = 1; k <= most; k++) {
    bet = placeBet(bet, draw(), budget)
    if (isAlarm(bet)) return k
  }
  return null
}

/** Exposure as audits see it: most accounts see nothing, some see much; its mean is `mean`. */
const exposure = (random: Random, mean: number) => () =>
  random.next() < 2 * mean ? random.next() : 0

test('a mean at its budget raises a false alarm ever in at most one of twenty, however often one looks', () => {
  const random = createRandom(1)
  const trials = 400
  for (const budget of [0.01, 0.1]) {
    let alarms = 0
    for (let trial = 0; trial < trials; trial++) {
      if (alarmAt(exposure(random, budget), budget, 3000) !== null) alarms++
    }
    assert.ok(alarms / trials <= 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials), `${alarms}`)
  }
})

test('a mean of three times its budget is found, and sooner the larger it is', () => {
  const random = createRandom(2)
  const medianOf = (mean: number) => {
    const found = Array.from(
      { length: 60 },
      () => alarmAt(exposure(random, mean), 0.01, 20_000) ?? Infinity,
    )
    return found.toSorted((a, b) => a - b)[30]
  }
  const [three, ten] = [medianOf(0.03), medianOf(0.1)]
  assert.ok(three < 5000 && ten < three, `${three} and ${ten}`)
})

test('the stake stays above 0, and a value outside 0..1 is refused', () => {
  let bet = NEW_BET
  for (let k = 0; k < 100; k++) bet = placeBet(bet, k % 2, 0.3)
  for (let k = 0; k < 500; k++) bet = placeBet(bet, 0, 0.3)
  assert.ok(bet.stake > 0 && bet.seen === 600)
  assert.throws(() => placeBet(bet, 1.5, 0.3), /"value" expected/)
  assert.throws(() => placeBet(bet, 1, 0), /"budget" expected/)
})
