import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { assignRoles } from './roles.ts'

const MEMBERS = ['s1', 's2', 's3', 'k1', 'k2', 'k3', 'c', 'lone', 'young']

/** Three sources, three seekers, a connector, a member without follows, two minors. */
const platform = platformOf({
  accounts: [...MEMBERS, 'passer', 'child', 'pupil'],
  follows: [
    ...['k1', 'k2', 'k3', 'c', 'young'].flatMap((seeker) =>
      ['s1', 's2', 's3'].map((source) => [seeker, source] as const),
    ),
    ['k1', 'c'],
    ['k2', 'c'],
    ['s1', 's2'],
    ['passer', 's1'],
    ['k1', 'child'],
    ['k2', 'child'],
    ['k1', 'pupil'],
  ],
  ageBands: { young: 'minor', child: 'minor', pupil: 'minor', k3: 'adult' },
})
const rowOf = (id: string) => platform.accounts.find(id)
const roles = assignRoles(platform, MEMBERS.map(rowOf), () => 0)
const roleOf = (id: string) => ROLES[roles[rowOf(id)]]

test('assignRoles() tells sources, seekers and connectors by who follows whom', () => {
  for (const source of ['s1', 's2', 's3']) assert.equal(roleOf(source), 'source')
  for (const seeker of ['k1', 'k2', 'k3']) assert.equal(roleOf(seeker), 'seeker')
  assert.equal(roleOf('c'), 'connector')
})

test('assignRoles() puts at-risk above every other role, in the network and next to it', () => {
  assert.equal(roleOf('young'), 'at-risk')
  assert.equal(roleOf('child'), 'at-risk')
  // one follow is chance
  assert.equal(roleOf('pupil'), 'bystander')
})

test('assignRoles() gives bystanders and members without follows no part', () => {
  assert.equal(roleOf('passer'), 'bystander')
  assert.equal(roleOf('lone'), 'bystander')
})

test('assignRoles() lets the fit decide where follows are few', () => {
  const pair = platformOf({
    follows: [
      ['a', 'b'],
      ['b', 'a'],
    ],
  })
  const [a, b] = [pair.accounts.find('a'), pair.accounts.find('b')]
  const found = assignRoles(pair, [a, b], (row) => (row === a ? 0.9 : -0.9))
  assert.equal(ROLES[found[a]], 'source')
  assert.equal(ROLES[found[b]], 'seeker')
})

test('assignRoles() refuses a member that is no account', () => {
  assert.throws(
    () => assignRoles(platform, [99], () => 0),
    /"members" expected rows below 12, got 99/,
  )
})
