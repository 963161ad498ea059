import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES } from '../model/role.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { simulateWorld } from '../simulate/simulate-world.ts'
import { type PairColumns } from '../simulate/pairs.ts'
import { isPlanted } from '../simulate/planted.ts'
import { type World } from '../simulate/world.ts'
import { coFollow } from './co-follow.ts'
import { popular } from './popular.ts'
import { randomWalk } from './random-walk.ts'
import { type Fitted } from './recommender.ts'

// what the project exists for: these figures are the harm that a guard has to take away
const world = simulateWorld({ accounts: 20_000 })
const platform = platformOfWorld(world)
const TEST_ACCOUNTS = 30

test('coFollow floods whoever follows one source and the first five recommendations', () => {
  assert.ok(floodAfterFollows(coFollow.fit(platform)) > 0.5)
})

test('coFollow floods whoever glances at one source and only looks on', () => {
  assert.ok(shareAfterGlance(coFollow.fit(platform)) > 0.5)
})

test('randomWalk gives the network more than every fifth place, where chance gives one in ninety', () => {
  const fitted = randomWalk.fit(platform)
  assert.ok(floodAfterFollows(fitted) > 0.2)
  assert.ok(shareAfterGlance(fitted) > 0.2)
})

test('popular shows hardly any of the network, whatever was followed', () => {
  assert.ok(floodAfterFollows(popular.fit(platform)) < 0.05)
})

/** Share of planted accounts in the top 10 of five slates, nothing shown twice. */
function floodAfterFollows(fitted: Fitted): number {
  return meanOverSources((source, seed) => {
    const follows = [source]
    follows.push(...fitted.recommend({ follows, contacts: [], seed }, 5))
    const exclude = new Set<number>()
    let share = 0
    for (let slate = 0; slate < 5; slate++) {
      const shown = fitted.recommend({ follows, contacts: [], exclude, seed: seed + slate }, 10)
      share += plantedShare(shown) / 5
      for (const row of shown) exclude.add(row)
    }
    return share
  })
}

function shareAfterGlance(fitted: Fitted): number {
  return meanOverSources((row, seed) => {
    const contacts = [{ row, kind: 'view' as const, weight: 1 }]
    return plantedShare(fitted.recommend({ follows: [], contacts, seed }, 10))
  })
}

function meanOverSources(measure: (source: number, seed: number) => number): number {
  const sources = Array.from(world.roles.keys()).filter(
    (account) => ROLES[world.roles[account] - 1] === 'source',
  )
  let sum = 0
  for (let k = 0; k < TEST_ACCOUNTS; k++) sum += measure(sources[k % sources.length], k * 100)
  return sum / TEST_ACCOUNTS
}

function plantedShare(rows: Uint32Array): number {
  return rows.filter((row) => isPlanted(world.roles[row])).length / rows.length
}

function platformOfWorld({ accountIds, follows, likes, itemIds, itemUses }: World): Platform {
  const builder = new PlatformBuilder()
  for (const id of accountIds) builder.accounts.add(id)
  for (const id of itemIds) builder.items.add(id)
  forEachPair(follows, (source, target) => builder.follow(source, target))
  forEachPair(likes, (source, target, count) => builder.contact(source, target, count))
  forEachPair(itemUses, (account, item, count) => builder.useItem(account, item, count))
  return builder.build()
}

function forEachPair(
  { sources, targets, counts }: PairColumns,
  visit: (source: number, target: number, count: number) => void,
): void {
  sources.forEach((source, e) => visit(source, targets[e], counts[e]))
}
