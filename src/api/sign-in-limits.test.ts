import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSignInLimits } from './sign-in-limits.ts'

test('a name is tried ten times from wherever, then twice a minute, and the burst is told once', () => {
  const limits = createSignInLimits()
  const taken = Array.from({ length: 13 }, (_, i) => limits.take('Ada', `address ${i}`, 0))
  assert.ok(taken.slice(0, 10).every(({ isAllowed }) => isAllowed))
  assert.deepEqual(taken.slice(10), [
    { isAllowed: false, isFirst: true },
    { isAllowed: false, isFirst: false },
    { isAllowed: false, isFirst: false },
  ])
  // another way to write it is the same name
  assert.equal(limits.take('ADA', 'x', 29_000).isAllowed, false)
  assert.equal(limits.take('Ada', 'x', 30_000).isAllowed, true)
  assert.deepEqual(limits.take('Ada', 'x', 31_000), { isAllowed: false, isFirst: false })
  // after a quiet while the next burst is another one
  for (let i = 0; i < 10; i++) assert.ok(limits.take('Ada', 'x', 900_000).isAllowed)
  assert.deepEqual(limits.take('Ada', 'x', 900_000), { isAllowed: false, isFirst: true })
})

test('an address is held back whatever names it tries, and who signs in pays nothing', () => {
  const limits = createSignInLimits()
  for (let i = 0; i < 60; i++) assert.ok(limits.take(`name ${i}`, 'one', 0).isAllowed)
  assert.equal(limits.take('another', 'one', 0).isAllowed, false)
  assert.equal(limits.take('another', 'two', 0).isAllowed, true)
  for (let i = 0; i < 500; i++) {
    assert.ok(limits.take('Bo', 'three', 0).isAllowed)
    limits.giveBack('Bo', 'three')
  }
})
