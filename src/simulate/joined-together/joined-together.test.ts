import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { applyMoves, membersOf } from '../evasions/evasion.ts'
import { sleeperAgeing } from '../evasions/sleeper-ageing.ts'
import { simulateWorld } from '../simulate-world.ts'
import { type World } from '../world.ts'

const DAY_MILLIS = 86_400_000
const ACCOUNTS = 4_000
const world = simulateWorld({ accounts: ACCOUNTS, createdWithinDays: 7 })

test('createdWithinDays is off unless said, and then a world is what it was', () => {
  const before = simulateWorld({ accounts: ACCOUNTS })
  assert.ok(!before.groupNames.some((name) => /^(school-class|influx)-/.test(name)))
  assert.ok(shareWithin(before, membersOf(before), 7) < 0.1)
  // whoever is of no group that is added here was created when they were
  const others = [...world.groups.keys()].filter(
    (row) => world.groups[row] === 0 && before.groups[row] === 0,
  )
  assert.ok(others.length > ACCOUNTS / 2)
  for (const row of others) assert.equal(world.createdAtMillis[row], before.createdAtMillis[row])
})

test('most of the network is created in so many days, or in so many bursts of them', () => {
  const share = shareWithin(world, membersOf(world), 7)
  assert.ok(share > 0.75 && share < 0.9, `${share}`)
  const several = simulateWorld({ accounts: ACCOUNTS, createdWithinDays: 7, creationBursts: 3 })
  const each = shareWithin(several, membersOf(several), 7)
  assert.ok(each > 0.2 && each < 0.6, `${each}`)
})

test('innocents are created in bursts too: classes, every second fan club, an influx', () => {
  for (const [name, days, least] of [
    ['school-class-1', 5, 1],
    ['fan-club-1', 3, 0.6],
    ['influx-1', 7, 1],
  ] as const) {
    assert.ok(shareWithin(world, rowsOf(world, name), days) >= least, name)
  }
  assert.ok(shareWithin(world, rowsOf(world, 'fan-club-2'), 3) < 0.2)
})

test('ageing spreads a burst, and makes nobody younger', () => {
  const aged = applyMoves(world, sleeperAgeing.plan(world, 1460, createRandom(1)))
  assert.ok(shareWithin(aged, membersOf(aged), 7) < 0.15)
  for (const row of aged.createdAtMillis.keys()) {
    assert.ok(aged.createdAtMillis[row] <= world.createdAtMillis[row])
  }
})

function rowsOf({ groups, groupNames }: World, name: string): Uint32Array {
  const group = groupNames.indexOf(name)
  return Uint32Array.from(groups.keys()).filter((row) => groups[row] === group)
}

/** The largest share of them that was created within so many days. */
function shareWithin({ createdAtMillis }: World, rows: Uint32Array, days: number): number {
  const times = Float64Array.from(rows, (row) => createdAtMillis[row]).toSorted()
  let most = 0
  for (const [k, first] of times.entries()) {
    const within = times.filter((time) => time >= first && time <= first + days * DAY_MILLIS)
    most = Math.max(most, within.length)
    if (times.length - k <= most) break
  }
  return most / times.length
}
