import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { everyRow } from './every-row.ts'
import { seedsAt } from './seeds.ts'
import { standingsOf } from './standings.ts'

const platform = platformOf({
  accounts: ['seed', 'source', 'likely', 'child', 'classmate', 'stranger'],
  ageBands: { child: 'minor', classmate: 'minor' },
})
const rowOf = (account: string) => platform.accounts.find(account)

function standings() {
  const roles = new Uint8Array(6).fill(ROLES.indexOf('bystander'))
  roles[rowOf('seed')] = ROLES.indexOf('seeker')
  roles[rowOf('source')] = ROLES.indexOf('source')
  roles[rowOf('likely')] = ROLES.indexOf('seeker')
  roles[rowOf('child')] = ROLES.indexOf('at-risk')
  // next to the network, and no member
  roles[rowOf('classmate')] = ROLES.indexOf('at-risk')
  const found = standingsOf(platform, {
    seeds: seedsAt([rowOf('seed')]),
    rows: everyRow(platform),
    members: Uint32Array.from(['seed', 'source', 'likely', 'child'], rowOf),
    logOdds: Float64Array.of(-6, 8, 0.5, 8, -2, -6),
    roles,
    roleProbabilities: new Float32Array(4 * ROLES.length),
  })
  return Object.fromEntries(found.map(({ account, standing }) => [account, standing]))
}

test('standingsOf() withholds seeds and sure members, watches likely ones, leaves strangers out', () => {
  const { seed, source, likely, stranger } = standings()
  assert.equal(seed.level, 'withhold')
  assert.equal(source.level, 'withhold')
  assert.equal(likely.level, 'watch')
  assert.equal(stranger, undefined)
})

test('standingsOf() shields a member who may be a child and never sanctions them', () => {
  assert.deepEqual(standings()['child'], { level: 'clear', protected: true, ageBand: 'minor' })
})

test('standingsOf() makes other minors known, so that no seeker sees them, and hides them from nobody else', () => {
  assert.deepEqual(standings()['classmate'], { level: 'clear', protected: false, ageBand: 'minor' })
})
