import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { contactInterest, interestOf, learnFrom } from './interest.ts'

test('interestOf() lets a follow stand over contacts, and a contact below half of a follow', () => {
  const { out, in: back } = interestOf(
    platformOf({
      accounts: ['a', 'b', 'c'],
      follows: [['a', 'b']],
      contacts: [
        ['a', 'b', 9],
        ['a', 'c', 1],
        ['b', 'c', 99],
      ],
    }),
  )
  assert.deepEqual([...out.targets], [1, 2, 2])
  assert.equal(out.weights![0], 1)
  assert.equal(out.weights![1], 0.25)
  assert.ok(out.weights![2] > 0.25 && out.weights![2] < 0.5)
  assert.deepEqual([...back.starts], [0, 0, 1, 3])
})

test('interestOf() is the follows themselves where there are no contacts', () => {
  const platform = platformOf({ follows: [['a', 'b']] })
  assert.equal(interestOf(platform), platform.follows)
})

test('learnFrom() adds up contacts with a row, latest first, and a follow counts 1', () => {
  const learned = learnFrom(
    {
      follows: [3, 4],
      contacts: [
        { row: 1, kind: 'view', weight: 1 },
        { row: 2, kind: 'like', weight: 1 },
        { row: 1, kind: 'view', weight: 3 },
        { row: 4, kind: 'share', weight: 1 },
        { row: 5, kind: 'view', weight: 0 },
      ],
      seed: 0,
    },
    6,
  )
  assert.deepEqual(learned.rows, [4, 3, 1, 2])
  assert.deepEqual(learned.strengths, [1, 1, contactInterest(1), contactInterest(1)])
})

test('learnFrom() is bounded: the latest 200 rows', () => {
  const follows = Array.from({ length: 300 }, (_, row) => row)
  const { rows } = learnFrom({ follows, contacts: [], seed: 0 }, 300)
  assert.equal(rows.length, 200)
  assert.equal(rows[0], 299)
})
