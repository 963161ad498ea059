import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { opaqueIds } from './opaque-ids.ts'

test('opaqueIds() gives different ids of one length, in an order that is not that of the rows', () => {
  const ids = opaqueIds('a_', 100_000, createRandom(4))
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.every((id) => /^a_[0-9a-z]{6}$/.test(id)))
  const rising = ids.filter((id, k) => k > 0 && id > ids[k - 1]).length
  assert.ok(rising > 30_000 && rising < 70_000)
})
