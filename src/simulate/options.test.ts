import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../model/errors.ts'
import { resolveOptions } from './options.ts'

test('resolveOptions() plants 500 or more at 50,000 accounts, and fewer in a small world', () => {
  assert.equal(resolveOptions({}).accounts, 50_000)
  assert.equal(resolveOptions({}).planted, 580)
  assert.equal(resolveOptions({ accounts: 2000 }).planted, 60)
  assert.equal(resolveOptions({ accounts: undefined, planted: 70 }).planted, 70)
  assert.equal(resolveOptions({ planted: 30 }).seedsKnown, 10)
})

test('resolveOptions() refuses a knob out of its range, with the range and the value', () => {
  const wrong = [
    { accounts: 999 },
    { accounts: 1e9 },
    { accounts: 2000.5 },
    { seed: -1 },
    { planted: 6000 },
    { camouflage: NaN },
    { seedsKnown: 581 },
    { meanFollows: 1 },
  ]
  for (const spec of wrong) {
    assert.throws(
      () => resolveOptions(spec),
      (error) =>
        error instanceof UsageError && error.message.includes(`got ${Object.values(spec)[0]}`),
    )
  }
})
