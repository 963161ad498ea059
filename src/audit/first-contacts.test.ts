import assert from 'node:assert/strict'
import { test } from 'node:test'
import { degree } from '../graph/csr.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { drawContactPairs } from './first-contacts.ts'
import { seedsOf } from '../detect/seeds.ts'
import { firstContactRows, networkRows } from './network-rows.ts'
import { plantedPlatform, seekers, sources } from './planted.case.ts'

const platform = plantedPlatform()
const harmful = networkRows(platform)
const pool = firstContactRows(platform)
const rowsOf = (ids: readonly string[]) => ids.map((id) => platform.accounts.find(id))

test('networkRows() and firstContactRows() follow the true answer where it is known', () => {
  const members = [...harmful.keys()].filter((row) => harmful[row] === 1)
  assert.deepEqual(members, rowsOf([...sources, ...seekers]))
  assert.deepEqual([...pool], rowsOf(sources))
})

test('networkRows() and firstContactRows() follow harmful signals and the map where it is not', () => {
  const unknown = { ...platform, truth: null }
  assert.deepEqual([...firstContactRows(unknown)], rowsOf(['source-0']))
  const counted = networkRows(unknown, rowsOf(['seeker-5']))
  const members = [...counted.keys()].filter((row) => counted[row] === 1)
  assert.deepEqual(members, rowsOf(['source-0', 'seeker-5']))
})

test('networkRows() leaves out weak signals and what an investigator withdrew, as a map does', () => {
  const signal = { kind: 'report', polarity: 'harmful', policy: null, atMillis: null } as const
  const about = (account: string) => ({ ...signal, subject: { account }, reference: null })
  const unknown = {
    ...platform,
    truth: null,
    signals: [
      { ...about('source-0'), confidence: 1 },
      { ...about('source-0'), confidence: 1, kind: 'investigator', polarity: 'benign' } as const,
      { ...about('seeker-5'), confidence: 0.2 },
      { ...about('source-1'), confidence: 0.8 },
    ],
  }
  assert.deepEqual([...firstContactRows(unknown)], rowsOf(['source-1']))
  assert.deepEqual([...firstContactRows(unknown)], [...seedsOf(unknown).rows])
})

test('networkRows() counts accounts at risk as exposure and bystanders not', () => {
  const small = platformOf({
    truth: [
      ['a', 'at-risk', 'planted-1'],
      ['b', 'bystander', 'planted-1'],
      ['c', 'connector', 'planted-1'],
      ['d', null, 'family-1'],
    ],
  })
  assert.deepEqual([...networkRows(small)], [1, 0, 1, 0])
})

test('drawContactPairs() uses every source once before one twice', () => {
  const { treated } = drawContactPairs(platform, pool, harmful, pool.length * 2, createRandom(1))
  for (const half of [treated.subarray(0, pool.length), treated.subarray(pool.length)]) {
    assert.deepEqual(half.toSorted(), pool)
  }
})

test('drawContactPairs() gives each control an innocent account of like popularity', () => {
  const { treated, control } = drawContactPairs(platform, pool, harmful, 60, createRandom(1))
  const followers = (row: number) => degree(platform.follows.in, row)
  // as close as the 40 innocents around the same place in the order of followers are
  const order = [...harmful.keys()]
    .filter((row) => !harmful[row])
    .map(followers)
    .toSorted((a, b) => a - b)
  treated.forEach((row, k) => {
    assert.equal(harmful[control[k]], 0)
    const distances = order
      .map((count) => Math.abs(count - followers(row)))
      .toSorted((a, b) => a - b)
    assert.ok(Math.abs(followers(control[k]) - followers(row)) <= distances[79])
  })
  assert.ok(new Set(control).size > 20)
})

test('drawContactPairs() finds a control among fewer innocent accounts than it likes to choose from', () => {
  const small = platformOf({ accounts: ['a', 'b', 'c'], follows: [['b', 'a']] })
  const pairs = drawContactPairs(small, [0], Uint8Array.of(1, 0, 0), 20, createRandom(1))
  assert.deepEqual(new Set(pairs.control), new Set([1, 2]))
})
