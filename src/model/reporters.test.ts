import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as assertProperty, constantFrom, integer, nat, property } from 'fast-check'
import { acceptedSubjects, subjectsByTrust } from './accepted-signals.ts'
import { beliefIn, mostOpen, mostShielded, reputationOf } from './reporters.ts'
import { type Signal, SIGNAL_KINDS } from './signal.ts'

const rowOf = (subject: Signal['subject']) => ('account' in subject ? Number(subject.account) : -1)

function said(account: number, parts: Partial<Signal> = {}): Signal {
  return {
    subject: { account: String(account) },
    kind: 'report',
    confidence: 1,
    polarity: 'harmful',
    policy: null,
    atMillis: 1,
    reference: null,
    reporter: 'zorblax',
    ...parts,
  }
}

/** An investigator, later. */
const found = (
  account: number,
  polarity: Signal['polarity'],
  atMillis: number | null = 2,
): Signal => {
  const { reporter: _, ...rest } = said(account, { kind: 'investigator', polarity, atMillis })
  return rest
}
const several = (count: number, from = 0) => Array.from({ length: count }, (_, k) => from + k)
const vouched = (signals: readonly Signal[]) => [...subjectsByTrust(signals, rowOf).vouched.keys()]

test('reputationOf() rises with each right one, falls with each wrong one, and is a share', () => {
  const count = nat(10_000)
  assertProperty(
    property(count, count, constantFrom(...SIGNAL_KINDS), (agreed, disagreed, kind) => {
      const here = reputationOf({ agreed, disagreed }, kind)
      assert.ok(here >= 0 && here < 1)
      assert.ok(reputationOf({ agreed: agreed + 1, disagreed }, kind) >= here)
      assert.ok(reputationOf({ agreed, disagreed: disagreed + 1 }, kind) <= here)
    }),
  )
})

test('reputationOf() lies below nine in ten of the posterior, about', () => {
  // Beta(a, 1) has the quantile q^(1/a), in closed form
  for (const agreed of [3, 10, 100]) {
    const exact = 0.1 ** (1 / (agreed + 1))
    assert.ok(Math.abs(reputationOf({ agreed, disagreed: 0 }, 'report') - exact) < 0.035)
  }
})

test('a newcomer is heard in one place where it was chosen, and in none where anybody may speak', () => {
  const none = { agreed: 0, disagreed: 0 }
  assert.deepEqual(
    SIGNAL_KINDS.map((kind) => mostOpen(none, kind)),
    [Infinity, 0, Infinity, 1, 1],
  )
})

test('beliefIn() leaves what has no reporter, and what investigators say, to others', () => {
  const { reporter: _, ...unnamed } = said(0)
  const investigated = said(1, { kind: 'investigator' })
  assert.equal(beliefIn([unnamed, investigated], rowOf).size, 0)
  assert.deepEqual(vouched([{ ...unnamed, kind: 'partner' }, investigated]), [0, 1])
})

test('a system that was chosen is heard in one place, and in more once people found the same', () => {
  const partner = several(30).map((account) => said(account, { kind: 'partner' }))
  assert.deepEqual(vouched(partner), [0])
  const confirmed = [...partner, found(0, 'harmful'), found(1, 'harmful')]
  // the two that were looked at, and ten for each
  assert.deepEqual(
    vouched(confirmed).toSorted((a, b) => a - b),
    several(22),
  )
})

test('a confirmed match is not capped, but set aside once people found it wrong too often', () => {
  const matches = several(30).map((account) => said(account, { kind: 'hash-match' }))
  assert.equal(vouched(matches).length, 30)
  const wrong = several(4).map((account) => found(account, 'benign'))
  assert.deepEqual(vouched([...matches, ...wrong]), [])
})

test('a report starts nothing, whatever its reporter was right about', () => {
  const reports = several(30).map((account) => said(account))
  const right = several(20).map((account) => found(account, 'harmful'))
  assert.deepEqual(vouched([...reports, ...right]), several(20))
})

test('to repeat what an investigator has said proves nothing', () => {
  const late = several(30).map((account) => said(account, { kind: 'partner', atMillis: 3 }))
  const right = [found(0, 'harmful'), found(1, 'harmful')]
  assert.equal(vouched([...late, ...right]).length, 3)
  // nor does a time that is not known
  const timeless = late.map((one) => ({ ...one, atMillis: null }))
  assert.equal(vouched([...timeless, ...right]).length, 3)
})

test('subjectsByTrust() never hears more of a reporter when it says more', () => {
  const kinds = constantFrom('partner', 'classifier', 'report' as const)
  assertProperty(
    property(kinds, integer({ min: 1, max: 40 }), nat(20), (kind, size, looked) => {
      const right = several(Math.min(looked, size)).map((account) => found(account, 'harmful'))
      const of = (count: number) =>
        vouched([...several(count).map((account) => said(account, { kind })), ...right]).length
      const most = mostOpen({ agreed: right.length, disagreed: 0 }, kind)
      assert.ok(of(size) - right.length <= most)
      assert.equal(of(size + 1_000) - right.length, most)
    }),
  )
})

test('acceptedSubjects() starts from one report of each reporter where nothing but reports speaks', () => {
  const first = several(20).map((account) => said(account))
  const second = said(40, { reporter: 'quibblefen' })
  const { reporter: _, ...unnamed } = said(50)
  assert.deepEqual([...acceptedSubjects([...first, second, unnamed], rowOf).keys()], [0, 40, 50])
})

test('mostShielded() gives five more for each right one and takes five for each wrong one', () => {
  assert.equal(mostShielded({ agreed: 0, disagreed: 0 }), 5)
  assert.equal(mostShielded({ agreed: 2, disagreed: 1 }), 10)
  assert.equal(mostShielded({ agreed: 0, disagreed: 7 }), 0)
})
