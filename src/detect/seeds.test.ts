import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { seedsAt, seedsOf, seedTagsOf } from './seeds.ts'

test('seedsOf() takes the strongest harmful signal of each account from 0.5 up, rows rising', () => {
  const platform = platformOf({
    accounts: ['ada', 'bo', 'cy', 'di'],
    signals: [
      { subject: { account: 'di' }, kind: 'classifier', confidence: 0.5 },
      { subject: { account: 'bo' }, kind: 'classifier', confidence: 0.49 },
      { subject: { account: 'ada' }, kind: 'report', confidence: 0.75 },
      { subject: { account: 'ada' }, kind: 'hash-match', confidence: 1 },
      { subject: { account: 'ada' }, kind: 'partner', confidence: 0.6 },
    ],
  })
  const { rows, weights } = seedsOf(platform)
  assert.deepEqual([...rows], [0, 3])
  assert.deepEqual([...weights], [1, 0.5])
})

test('seedsOf() withdraws an account on the benign signal of an investigator, and of nobody else', () => {
  const platform = platformOf({
    signals: [
      { subject: { account: 'ada' }, kind: 'hash-match' },
      { subject: { account: 'ada' }, kind: 'investigator', polarity: 'benign' },
      { subject: { account: 'bo' }, kind: 'hash-match' },
      { subject: { account: 'bo' }, kind: 'classifier', polarity: 'benign' },
    ],
  })
  assert.deepEqual([...seedsOf(platform).rows], [platform.accounts.find('bo')])
})

test('seedTagsOf() reads the signals on tags, seedsOf() does not', () => {
  const platform = platformOf({
    tags: [['ada', 'quibblefen']],
    signals: [{ subject: { tag: 'zorblax' } }],
  })
  assert.deepEqual([...seedTagsOf(platform).rows], [platform.tags.find('zorblax')])
  assert.equal(seedsOf(platform).rows.length, 0)
})

test('seedsAt() sorts and folds', () => {
  assert.deepEqual([...seedsAt([5, 2, 5, 11]).rows], [2, 5, 11])
})
