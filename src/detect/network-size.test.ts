import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as holds, integer, property } from 'fast-check'
import { networkSize } from './network-size.ts'
import { seedsAt } from './seeds.ts'

/** A map of `claims` accounts that are nearly certain, of whom the seeds up to `covered` are some. */
function mapOf(claims: number, known: number, covered: number, accounts = 2000) {
  const logOdds = new Float64Array(accounts).fill(-9)
  logOdds.fill(9, 0, claims)
  const uncovered = Array.from({ length: known - covered }, (_, k) => claims + 3 * k)
  const seeds = seedsAt([...Array.from({ length: covered }, (_, k) => k), ...uncovered])
  return { rows: Uint32Array.from({ length: accounts }, (_, row) => row), logOdds, seeds }
}

test('networkSize() is what was claimed where every seed is covered, and no seed more', () => {
  const size = networkSize(mapOf(580, 20, 20))
  assert.equal(size?.value, 580)
  // 0.025 ** (1 / 20) of everybody may be all that is covered, and 2 · 2 % of the claims be wrong
  assert.ok(size.low > 540 && size.low < 580, `${size.low}`)
  assert.ok(size.high > 580 / 0.025 ** (1 / 20) && size.high < 740, `${size.high}`)
})

test('networkSize() adds as large a part as the claims leave out of the seeds', () => {
  const size = networkSize(mapOf(218, 37, 31))
  assert.equal(size?.value, Math.round((219 * 38) / 32 - 1))
  assert.ok(size.low <= 252 && 252 <= size.high)
})

test('networkSize() knows nothing without claims or covered seeds', () => {
  assert.equal(networkSize(mapOf(0, 4, 0)), null)
  assert.equal(networkSize(mapOf(50, 4, 0)), null)
  assert.equal(networkSize(mapOf(4, 4, 4)), null)
  assert.equal(networkSize(mapOf(0, 0, 0)), null)
})

test('networkSize() counts a claim by its odds in the interval alone', () => {
  const sure = networkSize(mapOf(300, 10, 10))
  const map = mapOf(300, 10, 10)
  map.logOdds.fill(0.1, 200, 300)
  const unsure = networkSize(map)
  assert.equal(unsure?.value, sure?.value)
  assert.ok(unsure!.low < sure!.low - 30)
})

test('networkSize() lies in its interval, and is never less than the known and the claimed', () => {
  holds(
    property(
      integer({ min: 2, max: 900 }),
      integer({ min: 1, max: 60 }),
      integer({ min: 0, max: 60 }),
      (claims, known, wanted) => {
        const covered = Math.min(wanted, known, claims)
        const size = networkSize(mapOf(claims, known, covered))
        if (size === null) return
        assert.ok(size.low <= size.value && size.value <= size.high)
        assert.ok(size.value >= claims + known - covered)
        assert.ok(size.low >= known)
      },
    ),
  )
})
