import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NamedSection, readSections, writeSections } from '../graph/graph-file.ts'
import { ROLES } from '../model/role.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { mapFrom, mapSections } from './map-file.ts'
import { mapNetworks } from './map.ts'

const CROWD = 1500
const CENTRES = 8
const FOLLOWERS = 40

/**
 * A crowd, and two groups of the very same shape in it: of the first a few are known, the second is
 * a fan club. Group g has its centres at `start(g)`, its followers right after.
 */
function twoAlike(seed = 1): Platform {
  const random = createRandom(seed)
  const builder = new PlatformBuilder()
  for (let row = 0; row < CROWD; row++) builder.accounts.add(`a${row}`)
  for (let k = 0; k < CROWD * 8; k++) {
    builder.follow(random.below(CROWD), Math.floor(CROWD * random.next() ** 2))
  }
  for (const group of [0, 1]) {
    for (let k = 0; k < FOLLOWERS; k++) {
      for (let c = 0; c < 5; c++) {
        builder.follow(start(group) + CENTRES + k, start(group) + random.below(CENTRES))
      }
    }
  }
  for (const row of [0, 1, CENTRES, CENTRES + 1, CENTRES + 2, CENTRES + 3]) {
    builder.signal({
      subject: { account: `a${start(0) + row}` },
      kind: 'investigator',
      confidence: 1,
      polarity: 'harmful',
      policy: null,
      atMillis: null,
      reference: null,
    })
  }
  return builder.build()
}

function start(group: number): number {
  return CROWD - (group + 1) * (CENTRES + FOLLOWERS)
}

test('mapNetworks() finds the group that seeds are of, and not the fan club of the same shape', () => {
  const map = mapNetworks(twoAlike())
  const size = CENTRES + FOLLOWERS
  const inGroup = (group: number) => (row: number) =>
    row >= start(group) && row < start(group) + size
  assert.ok(map.members.filter(inGroup(0)).length >= size - 3)
  assert.equal(map.members.filter(inGroup(1)).length, 0)
  assert.ok(map.ranking.subarray(0, size - 6).filter(inGroup(0)).length >= size - 8)
  const [network] = map.networks
  assert.equal(network.sources, CENTRES)
  const centres = map.roles.subarray(start(0), start(0) + CENTRES)
  assert.ok(centres.every((role) => ROLES[role] === 'source'))
})

test('mapNetworks() ranks everybody but the seeds, once', () => {
  const platform = twoAlike()
  const { ranking, seeds } = mapNetworks(platform)
  assert.equal(ranking.length + seeds.rows.length, platform.accounts.size)
  assert.equal(new Set([...ranking, ...seeds.rows]).size, platform.accounts.size)
})

test('mapNetworks() gives the same map twice', () => {
  assert.deepEqual(mapSections(mapNetworks(twoAlike())), mapSections(mapNetworks(twoAlike())))
})

test('mapNetworks() has nobody to name without seeds, without follows, without accounts', () => {
  for (const platform of [
    platformOf({}),
    platformOf({ follows: [['ada', 'bo']] }),
    platformOf({ signals: [{ subject: { account: 'ada' } }] }),
  ]) {
    const { members, networks, fused, seeds } = mapNetworks(platform)
    assert.deepEqual(members, seeds.rows)
    assert.deepEqual(networks, [])
    assert.ok(fused.scores.every((score) => score === 0))
  }
})

test('mapFrom() gives back the map that mapSections() laid out', () => {
  const map = mapNetworks(twoAlike())
  const stored = mapFrom(readSections(writeSections(mapSections(map))))
  assert.deepEqual(stored.networks, map.networks)
  for (const column of ['ranking', 'reachable', 'logOdds', 'members', 'roles'] as const) {
    assert.deepEqual(stored[column], map[column])
  }
  assert.deepEqual(stored.seeds, map.seeds)
  assert.deepEqual(stored.fused.scores, map.fused.scores)
  assert.deepEqual(
    stored.fused.parts.map(({ id }) => id),
    map.fused.parts.map(({ id }) => id),
  )
})

test('mapFrom() names the column that is missing', () => {
  const sections: NamedSection[] = mapSections(mapNetworks(twoAlike()))
  const without = sections.filter(({ name }) => name !== 'roles')
  assert.throws(
    () => mapFrom(readSections(writeSections(without))),
    /Uint8Array "roles", got undefined/,
  )
})
