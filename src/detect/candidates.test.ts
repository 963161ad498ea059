import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { candidatesOf } from './candidates.ts'
import { everyRow } from './every-row.ts'
import { randomPlatform, randomSeeds } from './random-platforms.ts'
import { seedsAt } from './seeds.ts'

test('candidatesOf() is everybody on a platform that is small enough', () => {
  const platform = platformOf({ accounts: ['ada', 'bo'], follows: [['ada', 'cy']] })
  assert.equal(candidatesOf(platform, seedsAt([0]), 3), everyRow(platform))
})

test('candidatesOf() is rising, within its bound, with all seeds and nobody unreached', () => {
  const random = createRandom(8)
  for (let run = 0; run < 100; run++) {
    const platform = randomPlatform(random, 30)
    const seeds = randomSeeds(random, platform)
    const most = 1 + random.below(20)
    if (platform.accounts.size <= most) continue
    const rows = candidatesOf(platform, seeds, most)
    assert.ok(rows.length <= Math.max(most, seeds.rows.length))
    assert.ok(rows.every((row, place) => place === 0 || row > rows[place - 1]))
    for (const row of seeds.rows) assert.ok(rows.includes(row))
    assert.deepEqual(candidatesOf(platform, seeds, most), rows)
  }
})

test('candidatesOf() takes accounts near by follows, and accounts that only share tags', () => {
  const follows: [string, string][] = []
  const tags: [string, string][] = [['seed', 'zorblax']]
  for (let k = 0; k < 300; k++) follows.push([`a${k}`, `a${(k + 1) % 300}`])
  follows.push(['seed', 'a0'])
  for (let k = 0; k < 5; k++) tags.push([`tagged${k}`, 'zorblax'])
  for (let k = 0; k < 50; k++) tags.push([`other${k}`, 'quibblefen'])
  const platform = platformOf({ follows, tags })
  const rowOf = (id: string) => platform.accounts.find(id)
  const rows = candidatesOf(platform, seedsAt([rowOf('seed')]), 20)
  for (let k = 0; k < 5; k++) assert.ok(rows.includes(rowOf(`tagged${k}`)))
  for (const near of ['a0', 'a1', 'a299']) assert.ok(rows.includes(rowOf(near)))
  for (const far of ['a150', 'other3']) assert.ok(!rows.includes(rowOf(far)))
})

test('candidatesOf() passes over celebrities, whose links would use up what all may have', () => {
  const follows: [string, string][] = [
    ['seed', 'star'],
    ['seed', 'friend'],
    ['friend', 'seed'],
  ]
  for (let k = 0; k < 200; k++) follows.push([`fan${k}`, 'star'])
  const platform = platformOf({ follows })
  const rowOf = (id: string) => platform.accounts.find(id)
  const rows = candidatesOf(platform, seedsAt([rowOf('seed')]), 100)
  assert.ok(rows.includes(rowOf('friend')))
  assert.ok(!rows.includes(rowOf('star')))
  // a seed is in, whatever it has
  assert.ok(candidatesOf(platform, seedsAt([rowOf('star')]), 100).includes(rowOf('star')))
})
