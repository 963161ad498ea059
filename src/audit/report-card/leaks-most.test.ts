import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaksMost } from './leaks-most.ts'
import { type CardColumn } from './read-card.ts'

const cell = (surface: string, value: number, spread = 0.01) => ({
  surface,
  exposureAt10: { value, low: value - spread, high: value + spread },
})

function column(...unguarded: ReturnType<typeof cell>[]): CardColumn {
  const about = { recommender: 'r', release: null, scenario: 's', scenarioHash: 'h' }
  return { ...about, testAccounts: 60, arms: { unguarded } }
}

test('leaksMost() names the cell with the highest exposure and whom it is not apart from', () => {
  const leak = leaksMost(
    [column(cell('feed', 0.1), cell('explore', 0.3)), column(cell('feed', 0.4))],
    'unguarded',
  )
  assert.equal(leak?.surface, 'feed')
  assert.equal(leak?.column, 1)
  assert.equal(leak?.notApartFrom, 0)
  const close = leaksMost([column(cell('feed', 0.4), cell('explore', 0.385))], 'unguarded')
  assert.equal(close?.notApartFrom, 1)
})

test('leaksMost() names nothing when nothing was seen, or the arm was not run', () => {
  assert.equal(leaksMost([column(cell('feed', 0))], 'unguarded'), null)
  assert.equal(leaksMost([column(cell('feed', 0.4))], 'guarded'), null)
})
