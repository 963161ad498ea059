import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { keysOf, lotOf } from './account-keys.ts'
import { everyRow } from './every-row.ts'

test('keysOf() gives an account the same key in any row, and others another', () => {
  const names = Array.from({ length: 500 }, (_, k) => `a${k}`)
  const one = platformOf({ accounts: names })
  const other = platformOf({ accounts: names.toReversed() })
  const keys = keysOf(one, everyRow(one))
  assert.deepEqual(keysOf(other, everyRow(other)).toReversed(), keys)
  assert.deepEqual(keysOf(one, Uint32Array.of(3, 7)), Uint32Array.of(keys[3], keys[7]))
  assert.equal(new Set(keys).size, names.length)
})

test('lotOf() is spread evenly over 0..1, for keys that lie side by side too', () => {
  for (const salt of [0, 1, 0xdeadbeef]) {
    const counts = new Uint32Array(10)
    for (let key = 0; key < 100_000; key++) counts[Math.floor(10 * lotOf(key, salt))]++
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, `${count}`)
  }
})
