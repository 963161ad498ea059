import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reachableFrom } from '../graph/components.ts'
import { type NamedSection, readSections, writeSections } from '../graph/graph-file.ts'
import { ROLES } from '../model/role.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { mapFrom, mapSections, tagsBefore } from './map-file.ts'
import { countScored, mapNetworks, scoreOf } from './map.ts'
import { setAsideOf } from './seeds.ts'
import { tagCensus } from './tag-census.ts'

const SIGNAL = {
  kind: 'investigator',
  confidence: 1,
  polarity: 'harmful',
  policy: null,
  atMillis: null,
  reference: null,
} as const
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
      ...SIGNAL,
      subject: { account: `a${start(0) + row}` },
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

test('mapNetworks() finds the same group when only the closest accounts are scored', () => {
  const size = CENTRES + FOLLOWERS
  const inGroup = (group: number) => (row: number) =>
    row >= start(group) && row < start(group) + size
  for (let seed = 1; seed <= 4; seed++) {
    const platform = twoAlike(seed)
    const whole = mapNetworks(platform)
    const local = mapNetworks(platform, { mostCandidates: 800 })
    assert.equal(local.rows.length, 800)
    assert.ok(local.members.filter(inGroup(0)).length >= size - 3)
    assert.equal(local.members.filter(inGroup(1)).length, 0)
    assert.ok(local.ranking.subarray(0, size - 6).filter(inGroup(0)).length >= size - 8)
    assert.deepEqual(local.reachable, whole.reachable)
    assert.equal(local.networks[0].sources, CENTRES)
    for (const map of [whole, local]) {
      assert.equal(map.ranking.length + map.seeds.rows.length, platform.accounts.size)
      assert.equal(new Set([...map.ranking, ...map.seeds.rows]).size, platform.accounts.size)
    }
    // everybody else scores nothing, and stands at the end as they come
    const others = local.ranking.subarray(800 - local.seeds.rows.length)
    assert.ok(others.every((row) => scoreOf(local, row) === 0))
    assert.ok(others.every((row, k) => k === 0 || row > others[k - 1]))
  }
})

test('mapNetworks() scores nobody of a large platform that has no seeds', () => {
  const map = mapNetworks({ ...twoAlike(), signals: [] }, { mostCandidates: 100 })
  assert.equal(map.rows.length, 0)
  assert.equal(map.ranking.length, CROWD)
  assert.equal(countScored(map), 0)
  assert.deepEqual(map.networks, [])
})

test('mapNetworks() makes no network of seeds that have nothing to do with each other', () => {
  // communities as dense as a network; near each stranger all that is looked at is its community
  const [accounts, community] = [24_000, 120]
  const builder = new PlatformBuilder()
  for (let row = 0; row < accounts; row++) builder.accounts.add(`a${row}`)
  const random = createRandom(5)
  for (let row = 0; row < accounts; row++) {
    const first = row - (row % community)
    for (let k = 0; k < 3; k++) builder.follow(row, random.below(accounts))
    for (let k = 0; k < 8; k++) {
      builder.follow(row, first + Math.floor(community * random.next() ** 3))
    }
  }
  const platform = builder.build()
  const signals = Array.from({ length: 60 }, () => ({
    ...SIGNAL,
    subject: { account: `a${random.below(accounts)}` },
  }))
  const { members, seeds } = mapNetworks({ ...platform, signals }, { mostCandidates: 2400 })
  assert.deepEqual(members, seeds.rows)
})

test('mapNetworks() maps a large platform by tags alone', () => {
  const tags: [string, string][] = []
  const random = createRandom(3)
  for (let k = 0; k < 3000; k++) tags.push([`a${k % 1000}`, `tag${random.below(300)}`])
  for (let k = 0; k < 120; k++) tags.push([`m${k % 30}`, `common${random.below(12)}`])
  const signals = ['m0', 'm5', 'm9', 'm20'].map((account) => ({ subject: { account } }))
  const platform = platformOf({ tags, signals })
  const { ranking, rows } = mapNetworks(platform, { mostCandidates: 100 })
  assert.ok(rows.length <= 100)
  const first = Array.from(ranking.subarray(0, 20), (row) => platform.accounts.idOf(row))
  assert.ok(first.filter((id) => id.startsWith('m')).length >= 19, first.join())
})

test('mapNetworks() protects a minor next to the network who is not scored', () => {
  const network: [string, string][] = []
  for (let k = 0; k < 40; k++) {
    for (let c = 0; c < 4; c++) network.push([`seeker${k}`, `source${(k + c) % 6}`])
  }
  const crowd = Array.from({ length: 12_000 }, (_, k): [string, string] => [
    `a${k % 3000}`,
    `a${(k * 7919 + (k >> 3)) % 3000}`,
  ])
  // the child has more follows than a candidate may have, and a tenth of them are with seekers
  const child = [
    ...Array.from({ length: 310 }, (_, k): [string, string] => ['child', `a${k * 9}`]),
    ...Array.from({ length: 40 }, (_, k): [string, string] => [`seeker${k}`, 'child']),
  ]
  const platform = platformOf({
    follows: [...crowd, ...network, ...child],
    ageBands: { child: 'minor' },
    signals: ['source0', 'source1', 'seeker0', 'seeker5', 'seeker11'].map((account) => ({
      subject: { account },
    })),
  })
  const map = mapNetworks(platform, { mostCandidates: 600 })
  const row = platform.accounts.find('child')
  assert.ok(map.members.length > 35)
  assert.ok(!map.rows.includes(row))
  assert.equal(ROLES[map.roles[row]], 'at-risk')
})

test('mapNetworks() asks for what is reachable once, in the way that it is given', () => {
  let asked = 0
  const map = mapNetworks(twoAlike(), {
    reachedFrom(layers, nodes) {
      asked++
      return reachableFrom(layers, nodes)
    },
  })
  assert.equal(asked, 1)
  assert.deepEqual(map.reachable, mapNetworks(twoAlike()).reachable)
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

test('mapFrom() gives back the map that mapSections() laid out, whole or local', () => {
  for (const mostCandidates of [100_000, 300]) {
    const tagsBefore = {
      census: tagCensus(platformOf({ tags: [['ada', 'zorblax']] })),
      atMillis: 5,
    }
    const map = mapNetworks(twoAlike(), { mostCandidates, tagsBefore })
    const stored = mapFrom(readSections(writeSections(mapSections(map))))
    assert.deepEqual(stored.networks, map.networks)
    for (const column of ['rows', 'ranking', 'reachable', 'logOdds', 'members', 'roles'] as const) {
      assert.deepEqual(stored[column], map[column])
    }
    assert.deepEqual(stored.seeds, map.seeds)
    assert.deepEqual(stored.fused.scores, map.fused.scores)
    assert.deepEqual(stored.tags, map.tags)
    assert.deepEqual(stored.tagsBefore, map.tagsBefore)
    assert.deepEqual(
      stored.fused.parts.map(({ id }) => id),
      map.fused.parts.map(({ id }) => id),
    )
  }
})

test('tagsBefore() is the map before, or what that was held against where nothing was imported since', () => {
  const older = { census: tagCensus(platformOf({ tags: [['ada', 'zorblax']] })), atMillis: 5 }
  const platform = new PlatformBuilder(twoAlike())
  platform.useTag(0, platform.tags.add('quibblefen'), 1)
  const map = mapNetworks(platform.build(), { tagsBefore: older })
  const sections = readSections(writeSections(mapSections(map)))
  const newer = { census: map.tags, atMillis: 9 }
  assert.deepEqual(tagsBefore(sections, { isOfSameGraph: false, madeAtMillis: 9 }), newer)
  assert.deepEqual(tagsBefore(sections, { isOfSameGraph: true, madeAtMillis: 9 }), older)
  const first = readSections(writeSections(mapSections(mapNetworks(twoAlike()))))
  assert.equal(tagsBefore(first, { isOfSameGraph: true, madeAtMillis: 9 }), null)
  assert.equal(tagsBefore(new Map(), { isOfSameGraph: false, madeAtMillis: 9 }), null)
})

test('mapFrom() names the column that is missing', () => {
  const sections: NamedSection[] = mapSections(mapNetworks(twoAlike()))
  const without = sections.filter(({ name }) => name !== 'roles')
  assert.throws(
    () => mapFrom(readSections(writeSections(without))),
    /Uint8Array "roles", got undefined/,
  )
})

test('mapNetworks() does not map a fan club because its fans are reported', () => {
  const builder = new PlatformBuilder(twoAlike())
  const club = Array.from({ length: CENTRES + FOLLOWERS }, (_, k) => start(1) + k)
  for (const row of club) {
    builder.signal({ ...SIGNAL, kind: 'report', subject: { account: `a${row}` } })
  }
  const platform = builder.build()
  const map = mapNetworks(platform)
  const before = mapNetworks(twoAlike())
  assert.deepEqual(map.members, before.members)
  assert.deepEqual(map.fused.scores, before.fused.scores)
  assert.deepEqual(setAsideOf(platform), { reported: club.length, onlyReports: false })
})

test('mapNetworks() starts from reports where nothing else speaks', () => {
  const { signals, ...rest } = twoAlike()
  const platform = { ...rest, signals: signals.map((one) => ({ ...one, kind: 'report' as const })) }
  assert.deepEqual(mapNetworks(platform).members, mapNetworks(twoAlike()).members)
  assert.equal(setAsideOf(platform).onlyReports, true)
})

test('mapNetworks() ranks by reports of named reporters, and claims nobody before a person has looked', () => {
  const { signals, ...rest } = twoAlike()
  const named = signals.map((one, k) => ({
    ...one,
    kind: 'report' as const,
    reporter: `reporter-${k}`,
  }))
  const map = mapNetworks({ ...rest, signals: named })
  assert.equal(map.members.length, 0)
  assert.equal(map.networks.length, 0)
  assert.deepEqual(map.ranking, mapNetworks(twoAlike()).ranking)
  const looked = [...named, { ...named[0], kind: 'investigator' as const }]
  assert.ok(mapNetworks({ ...rest, signals: looked }).members.length > 0)
})
