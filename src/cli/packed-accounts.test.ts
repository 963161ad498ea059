import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { accountsIn, packAccounts } from './packed-accounts.ts'

test('accounts come out of a pack as they went in, again and again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (ids) => {
      const packed = packAccounts(ids)
      assert.equal(packed.count, ids.length)
      assert.deepEqual([...accountsIn(packed)], ids)
      assert.deepEqual([...accountsIn(packed)], ids)
    }),
  )
})

test('a pack of more than a block keeps them all in order, and goes to another thread whole', () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => `account-${i}`)
  const packed = packAccounts(ids)
  assert.deepEqual([...accountsIn(structuredClone(packed))], ids)
  assert.ok(packed.blocks.length > 1)
})
