import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptedSubjects, subjectsByTrust } from './accepted-signals.ts'
import { type Signal } from './signal.ts'

const accounts = ['zorblax', 'quibblefen', 'mirrowane']
const rowOf = (subject: Signal['subject']) =>
  'account' in subject ? accounts.indexOf(subject.account) : -1

function signal(account: string, parts: Partial<Signal> = {}): Signal {
  return {
    subject: { account },
    kind: 'report',
    confidence: 1,
    polarity: 'harmful',
    policy: null,
    atMillis: null,
    reference: null,
    ...parts,
  }
}

const accepted = (...signals: Signal[]) => [...acceptedSubjects(signals, rowOf)]

test('acceptedSubjects() keeps the strongest signal of a subject, and none that is less sure than not', () => {
  assert.deepEqual(
    accepted(
      signal('zorblax', { confidence: 0.5 }),
      signal('zorblax', { confidence: 0.75 }),
      signal('zorblax', { confidence: 0.6 }),
      signal('quibblefen', { confidence: 0.49 }),
    ),
    [[0, 0.75]],
  )
})

test('acceptedSubjects() lets an investigator withdraw a subject, before or after, and nobody else', () => {
  const benign = { polarity: 'benign', confidence: 0.1 } as const
  const investigated = signal('zorblax', { ...benign, kind: 'investigator' })
  assert.deepEqual(accepted(investigated, signal('zorblax')), [])
  assert.deepEqual(accepted(signal('zorblax'), investigated), [])
  assert.deepEqual(accepted(signal('zorblax'), signal('zorblax', { ...benign, kind: 'partner' })), [
    [0, 1],
  ])
})

test('acceptedSubjects() leaves out what is unknown or of another kind', () => {
  assert.deepEqual(
    accepted(signal('nobody'), signal('zorblax', { subject: { tag: 'zorblax' } })),
    [],
  )
})

test('acceptedSubjects() takes reports only where nothing speaks that not everybody can make', () => {
  const reports = [signal('zorblax'), signal('quibblefen', { confidence: 0.8 })]
  assert.deepEqual(accepted(...reports), [
    [0, 1],
    [1, 0.8],
  ])
  const match = signal('zorblax', { kind: 'hash-match', confidence: 0.9 })
  assert.deepEqual(accepted(...reports, match), [[0, 0.9]])
})

test('subjectsByTrust() counts a reported subject that is vouched for or withdrawn as no reported one', () => {
  const { vouched, reported } = subjectsByTrust(
    [
      signal('zorblax'),
      signal('zorblax', { kind: 'partner' }),
      signal('quibblefen'),
      signal('quibblefen', { kind: 'investigator', polarity: 'benign' }),
      signal('mirrowane'),
    ],
    rowOf,
  )
  assert.deepEqual([[...vouched.keys()], [...reported.keys()]], [[0], [2]])
})
