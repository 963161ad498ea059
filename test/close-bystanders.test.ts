import assert from 'node:assert/strict'
import test from 'node:test'
import { mapNetworks } from '../src/detect/map.ts'
import { standingsOf } from '../src/detect/standings.ts'
import { AGE_BANDS } from '../src/model/age-band.ts'
import { PlatformBuilder } from '../src/platform/builder.ts'
import { type Platform } from '../src/platform/platform.ts'
import { isPlanted } from '../src/simulate/planted.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { type World } from '../src/simulate/world.ts'

const SEEDS = [1, 2, 3]

/** The map reads no truth: none is passed on. */
function platformOfMadeUp(world: World): Platform {
  const builder = new PlatformBuilder()
  for (const id of world.accountIds) builder.accounts.add(id)
  for (const tag of world.tagNames) builder.tags.add(tag)
  const { follows, tagUses, ageBands } = world
  follows.sources.forEach((source, e) => builder.follow(source, follows.targets[e]))
  tagUses.sources.forEach((row, e) => builder.useTag(row, tagUses.targets[e], tagUses.counts[e]))
  ageBands.forEach((band, row) => builder.describe(row, { ageBand: AGE_BANDS[band] }))
  for (const signal of world.signals) builder.signal(signal)
  return builder.build()
}

for (const seed of SEEDS) {
  test(`no account whose only tie to the seeds is a shared innocent tag is claimed, seed ${seed}`, (t) => {
    const world = simulateWorld({ accounts: 6000, seed, bystanders: 'close' })
    const platform = platformOfMadeUp(world)
    const map = mapNetworks(platform)
    assert.ok(map.members.length > map.seeds.rows.length, 'the map found nobody: nothing is tested')
    const members = new Set(map.members)
    // by the truth, not by the map: a community claimed as a whole would tie its own members
    const planted = new Set(world.roles.keys().filter((row) => isPlanted(world.roles[row])))
    const tied = new Set<number>()
    const { sources, targets } = world.follows
    sources.forEach((source, e) => {
      if (planted.has(source)) tied.add(targets[e])
      if (planted.has(targets[e])) tied.add(source)
    })
    let tagOnly = 0
    const claimed = new Map<string, number>()
    const sizes = new Map<string, number>()
    const held = new Set(
      standingsOf(platform, map)
        .filter(({ standing }) => standing.level === 'withhold' || standing.level === 'limit')
        .map(({ account }) => account),
    )
    world.groups.forEach((group, row) => {
      const name = world.groupNames[group].replace(/-\d+$/, '')
      sizes.set(name, (sizes.get(name) ?? 0) + 1)
      if (held.has(world.accountIds[row])) claimed.set(name, (claimed.get(name) ?? 0) + 1)
      if (name === 'word-sharers' && !tied.has(row)) {
        tagOnly++
        assert.ok(!members.has(row))
      }
    })
    assert.ok(tagOnly > 20, `${tagOnly} accounts share the tag alone`)
    for (const [name, size] of sizes)
      t.diagnostic(`${name || 'others'}: ${claimed.get(name) ?? 0} of ${size}`)
  })
}

test('languages differ in size twentyfold, and follows stay within them', () => {
  const { languages, languageNames, follows } = simulateWorld({
    accounts: 20_000,
    bystanders: 'close',
  })
  const sizes = languageNames.map((_, k) => languages.filter((language) => language === k).length)
  assert.ok(Math.max(...sizes) > 20 * Math.min(...sizes), sizes.join(', '))
  const within = follows.sources.filter((s, e) => languages[s] === languages[follows.targets[e]])
  assert.ok(within.length / follows.sources.length > 0.6)
})

test('without close bystanders a world is as ever: one language and the usual groups', () => {
  const { languages, groupNames } = simulateWorld({ accounts: 2000 })
  assert.ok(languages.every((language) => language === 0))
  assert.ok(!groupNames.some((name) => /^(word-sharers|survivors|researchers)-/.test(name)))
})
