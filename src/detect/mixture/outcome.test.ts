import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCredible } from './outcome.ts'

const ACCOUNTS = 16_000

/** A group of so many accounts, of which the first `held` are seeds. */
function group(members: number, held: number) {
  const odds = new Float64Array(ACCOUNTS).fill(-5)
  odds.fill(5, 0, members)
  const explained = Uint32Array.from({ length: held }, (_, k) => k)
  return { odds, explained, clearly: held, members }
}

test('isCredible() asks for more seeds than a group as large would hold by chance', () => {
  assert.equal(isCredible(group(200, 2), 3), true)
  assert.equal(isCredible(group(200, 1), 20), false)
  assert.equal(isCredible(group(8000, 12), 20), false)
  assert.equal(isCredible(group(8000, 20), 20), true)
})

test('isCredible() does not count a group in which a network hides for another network', () => {
  assert.equal(isCredible(group(200, 2), 3, 0.1), false)
  assert.equal(isCredible(group(200, 10), 12, 0.1), true)
  assert.equal(isCredible(group(200, 12), 12, 1), false)
})

test('isCredible() believes neither a family nor everybody', () => {
  assert.equal(isCredible(group(4, 2), 3), false)
  assert.equal(isCredible(group(ACCOUNTS, 20), 20), false)
})
