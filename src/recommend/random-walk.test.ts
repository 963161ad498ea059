import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Csr } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { createRandom } from '../util/random.ts'
import { interestOf } from './interest.ts'
import { ITEM_SHARE, RESTART, createWalker } from './random-walk.ts'
import { randomPlatform } from './small-world.case.ts'

test('a walk visits accounts as often as the exact probabilities say, on 20 random platforms', () => {
  const random = createRandom(31)
  const steps = 40_000
  for (let run = 0; run < 20; run++) {
    const accounts = 3 + random.below(12)
    const platform = randomPlatform(random, accounts)
    const start = random.below(accounts)
    const visits = new Float64Array(accounts)
    createWalker(platform).walk(start, steps, random, (row, count) => (visits[row] = count))
    const expected = exactVisits(platform, start)
    expected[start] = 0 // not told: a start does not recommend itself
    let distance = 0
    expected.forEach((share, row) => (distance += Math.abs(visits[row] / steps - share)))
    assert.ok(distance < 0.04, `run ${run}: ${distance}`)
  }
})

test('a walk from an account that nobody follows and that uses nothing goes nowhere', () => {
  const platform = randomPlatform(createRandom(1), 1)
  createWalker(platform).walk(0, 100, createRandom(2), () => assert.fail('arrived somewhere'))
})

/** Share of the steps that end at each account: p ← (RESTART · start + (1 − RESTART) · p) · P. */
function exactVisits(platform: Platform, start: number): Float64Array {
  const interest = interestOf(platform)
  const accounts = platform.accounts.size
  const byFollower = product(shares(interest.in), shares(interest.out))
  const byItem = product(shares(platform.itemUses.out), shares(platform.itemUses.in))
  const steps = byFollower.map((row, i) => {
    const hasFollowers = row.some((share) => share > 0)
    const hasItems = byItem[i].some((share) => share > 0)
    const itemShare = !hasItems ? 0 : hasFollowers ? ITEM_SHARE : 1
    return row.map((share, j) => (1 - itemShare) * share + itemShare * byItem[i][j])
  })
  let visits = new Float64Array(accounts)
  for (let k = 0; k < 80; k++) {
    const next = new Float64Array(accounts)
    for (let i = 0; i < accounts; i++) {
      const mass = (i === start ? RESTART : 0) + (1 - RESTART) * (k === 0 ? 0 : visits[i])
      steps[i].forEach((share, j) => (next[j] += mass * share))
    }
    visits = next
  }
  return visits
}

function shares({ rows, columns, starts, targets, weights }: Csr): number[][] {
  return Array.from({ length: rows }, (_, i) => {
    const dense = Array.from<number>({ length: columns }).fill(0)
    let total = 0
    for (let e = starts[i]; e < starts[i + 1]; e++) total += weights ? weights[e] : 1
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      dense[targets[e]] = (weights ? weights[e] : 1) / total
    }
    return dense
  })
}

function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) =>
    Array.from({ length: a.length }, (_, j) => row.reduce((sum, x, z) => sum + x * b[z][j], 0)),
  )
}
