import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Role, ROLES } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { assignRoles, type MemberEvidence } from './roles.ts'

const SOURCES = Array.from({ length: 8 }, (_, k) => `s${k}`)
const SEEKERS = Array.from({ length: 40 }, (_, k) => `k${k}`)
const OTHERS = ['hub', 'young', 'lone', 'broad']
const MEMBERS = [...SOURCES, ...SEEKERS, ...OTHERS]
const CROWD = 600
const SURE = (): MemberEvidence => ({ leaning: 0, logOdds: 8, signal: 0 })

type Bands = Readonly<Record<string, 'minor' | 'adult'>>

/**
 * A network in a crowd of which everybody has five follows, wherever: seekers follow four sources each, a
 * connector follows all and is followed by half of the seekers, `broad` follows two sources and half of the crowd.
 */
function worldOf(ageBands: Bands = {}) {
  const random = createRandom(3)
  const crowd = Array.from({ length: CROWD }, (_, k) => `a${k}`)
  const platform = platformOf({
    accounts: [...MEMBERS, ...crowd, 'child', 'pupil'],
    follows: [
      ...[...crowd, ...SEEKERS]
        .flatMap((id) => Array.from({ length: 5 }, () => [id, crowd[random.below(CROWD)]] as const))
        .filter(([a, b]) => a !== b),
      ...SEEKERS.flatMap((id, k) =>
        Array.from({ length: 4 }, (_, c) => [id, SOURCES[(k + c) % 8]] as const),
      ),
      ...SOURCES.flatMap((id) => [['hub', id] as const, ['young', id] as const]),
      ...SEEKERS.slice(0, 20).map((id) => [id, 'hub'] as const),
      ...crowd.slice(0, CROWD / 2).map((id) => ['broad', id] as const),
      ['broad', 's0'],
      ['broad', 's1'],
      ['k1', 'child'],
      ['k2', 'child'],
      ['k1', 'pupil'],
    ],
    ageBands: { young: 'minor', child: 'minor', pupil: 'minor', ...ageBands },
  })
  const rows = MEMBERS.map((id) => platform.accounts.find(id))
  const { roles, probabilities } = assignRoles(platform, rows, SURE)
  return {
    platform,
    roleOf: (id: string) => ROLES[roles[platform.accounts.find(id)]],
    chanceOf: (id: string, role: Role) =>
      probabilities[ROLES.length * MEMBERS.indexOf(id) + ROLES.indexOf(role)],
    chancesOf: (id: string) =>
      probabilities.subarray(ROLES.length * MEMBERS.indexOf(id)).subarray(0, ROLES.length),
  }
}

test('assignRoles() tells sources, seekers and connectors by who follows whom', () => {
  const { roleOf, chanceOf } = worldOf()
  for (const source of SOURCES) assert.equal(roleOf(source), 'source')
  for (const seeker of SEEKERS) assert.equal(roleOf(seeker), 'seeker')
  assert.equal(roleOf('hub'), 'connector')
  assert.ok(chanceOf('s0', 'source') > 0.8)
  assert.ok(chanceOf('k0', 'seeker') > 0.9)
  assert.ok(chanceOf('hub', 'connector') > 0.5)
})

test('assignRoles() calls nobody a seeker whose follows with sources chance explains', () => {
  // as a ratio 2 to 0 is as clear as it gets
  const { roleOf, chanceOf } = worldOf()
  assert.equal(roleOf('broad'), 'bystander')
  assert.ok(chanceOf('broad', 'bystander') > chanceOf('k0', 'bystander'))
})

test('assignRoles() puts at-risk above every other role, in the network and next to it', () => {
  const { roleOf, chanceOf } = worldOf()
  assert.equal(roleOf('young'), 'at-risk')
  assert.equal(chanceOf('young', 'at-risk'), 1)
  assert.equal(roleOf('child'), 'at-risk')
  // one follow is chance
  assert.equal(roleOf('pupil'), 'bystander')
})

test('assignRoles() says how likely sources that state no age are minors, and lets it decide nothing', () => {
  const two = worldOf({ s0: 'minor', s1: 'minor', s2: 'adult', s3: 'adult', k1: 'minor' })
  for (const minor of ['s0', 's1', 'k1']) assert.equal(two.roleOf(minor), 'at-risk')
  for (const adult of ['s2', 's3']) assert.equal(two.roleOf(adult), 'source')
  for (const silent of ['s4', 's5', 's6', 's7']) assert.equal(two.roleOf(silent), 'source')
  assert.equal(two.roleOf('k2'), 'seeker')
  assert.equal(two.chanceOf('k2', 'at-risk') < 0.1, true)
  // 2.25 of 9 who say anything, five of whom are the prior
  assert.ok(Math.abs(two.chanceOf('s4', 'at-risk') - 0.25) < 0.05)
})

test('assignRoles() gives bystanders and members without follows no part', () => {
  const { roleOf, chanceOf } = worldOf()
  assert.equal(roleOf('a1'), 'bystander')
  assert.equal(roleOf('lone'), 'bystander')
  assert.equal(chanceOf('lone', 'bystander'), 1)
})

test('assignRoles() gives every member probabilities that sum to 1', () => {
  const { chancesOf } = worldOf({ s0: 'minor' })
  for (const id of MEMBERS) {
    const sum = chancesOf(id).reduce((total, chance) => total + chance, 0)
    assert.ok(Math.abs(sum - 1) < 1e-6, id)
  }
})

test('assignRoles() lets the fit and a signal of its own decide where follows are few', () => {
  const { accounts, ...pair } = platformOf({
    follows: [
      ['a', 'b'],
      ['b', 'a'],
    ],
  })
  const [a, b] = [accounts.find('a'), accounts.find('b')]
  const { roles, probabilities } = assignRoles(pair, [a, b], (row) => ({
    leaning: row === a ? 0.9 : -0.9,
    logOdds: 0,
    signal: row === a ? 1 : 0,
  }))
  assert.equal(ROLES[roles[a]], 'source')
  const bystander = ROLES.indexOf('bystander')
  assert.equal(probabilities[bystander], 0)
  assert.ok(probabilities[ROLES.length + bystander] > 0)
})

test('assignRoles() refuses a member that is no account', () => {
  assert.throws(
    () => assignRoles(worldOf().platform, [9999], SURE),
    /"members" expected rows below 654, got 9999/,
  )
})
