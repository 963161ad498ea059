import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasEntry } from '../graph/csr.ts'
import { PlatformBuilder } from './builder.ts'
import { platformOf } from './platform-of.ts'

test('platformOf() holds what was written down, in both directions', () => {
  const platform = platformOf({
    follows: [
      ['ada', 'bo'],
      ['cy', 'bo'],
    ],
    tags: [['ada', 'zorblax', 3]],
    ageBands: { cy: 'minor' },
    signals: [{ subject: { account: 'dee' } }],
    truth: [['bo', 'source', 'ring']],
  })
  const { accounts, follows, tagUses, tags } = platform
  assert.equal(accounts.size, 4)
  assert.ok(hasEntry(follows.out, accounts.find('ada'), accounts.find('bo')))
  assert.deepEqual([...follows.in.targets], [0, 2])
  assert.deepEqual([...tagUses.in.weights!], [3])
  assert.equal(tags.idOf(0), 'zorblax')
  assert.deepEqual([...platform.ageBands], [0, 0, 1, 0])
  assert.equal(platform.signals[0].kind, 'investigator')
  assert.deepEqual([...platform.truth!.roles], [0, 1, 0, 0])
  assert.deepEqual(platform.truth!.groupNames, ['', 'ring'])
})

test('PlatformBuilder drops follows of oneself and folds parallel entries to the largest weight', () => {
  const platform = platformOf({
    follows: [
      ['a', 'a'],
      ['a', 'b'],
      ['a', 'b'],
    ],
    tags: [
      ['a', 't', 2],
      ['a', 't', 5],
      ['a', 't', 1],
    ],
    contacts: [
      ['b', 'b', 4],
      ['b', 'a', 2],
    ],
  })
  assert.deepEqual([...platform.follows.out.targets], [1])
  assert.deepEqual([...platform.tagUses.out.weights!], [5])
  assert.deepEqual([...platform.contacts.out.targets], [0])
})

test('PlatformBuilder leaves its base alone and keeps all that the base holds', () => {
  const base = platformOf({
    follows: [['a', 'b']],
    ageBands: { b: 'adult' },
    signals: [{ subject: { account: 'a' }, reference: 'r1' }],
    truth: [['a', 'seeker', 'ring']],
  })
  const builder = new PlatformBuilder(base)
  builder.follow(builder.accounts.add('c'), builder.accounts.find('a'))
  const grown = builder.build()

  assert.equal(base.accounts.size, 2)
  assert.equal(base.accounts.find('c'), -1)
  assert.deepEqual([...grown.follows.out.targets], [1, 0])
  assert.deepEqual([...grown.ageBands], [0, 2, 0])
  assert.deepEqual([...grown.truth!.roles], [2, 0, 0])
  assert.deepEqual(grown.signals, base.signals)
})

test('build() gives a platform that later additions do not change', () => {
  const builder = new PlatformBuilder()
  builder.follow(builder.accounts.add('a'), builder.accounts.add('b'))
  const early = builder.build()
  for (let i = 0; i < 2000; i++) builder.follow(0, builder.accounts.add(`x${i}`))
  const late = builder.build()
  assert.equal(early.accounts.size, 2)
  assert.equal(early.accounts.find('x0'), -1)
  assert.equal(late.accounts.size, 2002)
  assert.equal(late.follows.out.starts[1], 2001)
})

test('signal() takes the same signal once, and a later one with its reference as a correction', () => {
  const subject = { account: 'a' }
  const { signals } = platformOf({
    signals: [
      { subject, reference: 'r1', confidence: 0.4 },
      { subject, reference: 'r1', confidence: 0.9 },
      { subject: { account: 'b' }, reference: 'r1' }, // one report may name several accounts
      { subject, kind: 'report', confidence: 0.5 },
      { subject, kind: 'report', confidence: 0.5 },
      { subject, kind: 'report', confidence: 0.6 },
    ],
  })
  assert.deepEqual(
    signals.map(({ confidence }) => confidence),
    [0.9, 1, 0.5, 0.6],
  )
})

test('describe() does not forget a known age band when a later row does not know it', () => {
  const builder = new PlatformBuilder()
  const row = builder.accounts.add('a')
  builder.describe(row, { ageBand: 'minor', createdAtMillis: 5 })
  builder.describe(row, { ageBand: 'unknown' })
  const { ageBands, createdAtMillis } = builder.build()
  assert.deepEqual([...ageBands], [1])
  assert.deepEqual(createdAtMillis, Float64Array.of(5))
})

test('build() refuses an entry for a row that was never added', () => {
  const builder = new PlatformBuilder()
  builder.describe(3, { ageBand: 'adult' })
  assert.throws(() => builder.build(), RangeError)
})
