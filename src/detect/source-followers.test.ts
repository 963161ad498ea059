import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Role, ROLES } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { countBeyondChance, sourceFollowers } from './source-followers.ts'

const SOURCES = ['s0', 's1', 's2', 's3', 's4', 's5']

/** 600 accounts of 5 follows each, wherever; `more` beside them. */
function worldOf(
  seed: number,
  more: readonly (readonly [string, string])[],
  sourceRole: Role = 'source',
) {
  const random = createRandom(seed)
  const everybody = [...SOURCES, ...Array.from({ length: 600 }, (_, k) => `a${k}`)]
  const chance = everybody.slice(SOURCES.length).flatMap((id) =>
    Array.from({ length: 5 }, () => everybody[random.below(everybody.length)])
      .filter((other) => other !== id)
      .map((other) => [id, other] as const),
  )
  const platform = platformOf({
    accounts: [...everybody, 'keen', 'young', 'broad'],
    follows: [...chance, ...more],
    ageBands: { young: 'minor' },
  })
  const roles = new Uint8Array(platform.accounts.size).fill(placeOf('bystander'))
  for (const id of SOURCES) roles[platform.accounts.find(id)] = placeOf(sourceRole)
  const members = Uint32Array.from(SOURCES, (id) => platform.accounts.find(id))
  return { platform, followers: sourceFollowers(platform, { roles, members }) }
}
const placeOf = (role: Role) => ROLES.indexOf(role)
const toSources = (id: string) => SOURCES.map((source) => [id, source] as const)

test('sourceFollowers() tells who follows little else, and not who follows everybody', () => {
  const broad = Array.from({ length: 500 }, (_, k) => ['broad', `a${k}`] as const)
  const { platform, followers } = worldOf(1, [
    ...toSources('keen'),
    ...toSources('broad'),
    ...broad,
  ])
  const of = (id: string) => followers.find(({ row }) => row === platform.accounts.find(id))
  assert.equal(of('keen')?.follows, 6)
  assert.ok((of('keen')?.qValue ?? 1) < 1e-4)
  assert.ok((of('broad')?.qValue ?? 0) > 0.05)
})

test('sourceFollowers() tests nobody who may be a child', () => {
  const { platform, followers } = worldOf(2, toSources('young'))
  assert.ok(!followers.some(({ row }) => row === platform.accounts.find('young')))
})

test('sourceFollowers() tells who follows the children of a network', () => {
  const { platform, followers } = worldOf(1, toSources('keen'), 'at-risk')
  const keen = followers.find(({ row }) => row === platform.accounts.find('keen'))
  assert.equal(keen?.follows, 6)
  for (const id of SOURCES) {
    assert.ok(!followers.some(({ row }) => row === platform.accounts.find(id)))
  }
})

test('countBeyondChance() seldom names anybody where all follow by chance', () => {
  let worlds = 0
  for (let seed = 1; seed <= 40; seed++) {
    if (countBeyondChance(worldOf(seed, []).followers) > 0) worlds++
  }
  // 2 of 40 are expected at most; more than 6 has a probability below 1 %
  assert.ok(worlds <= 6, `${worlds} of 40 worlds`)
})
