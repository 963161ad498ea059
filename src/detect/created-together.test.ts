import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Platform } from '../platform/platform.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { createRandom } from '../util/random.ts'
import { adamicAdar } from './adamic-adar.ts'
import { createdTogether } from './created-together.ts'
import { everyRow } from './every-row.ts'
import { mapNetworks } from './map.ts'
import { seedsOf } from './seeds.ts'

const PLATFORM_MILLIS = 1e11
const WEEK_MILLIS = 6e8

/** A network created in one week, and others of the same week who share nobody with it. */
const smallPlatforms = fc.record({
  seed: fc.nat(),
  sources: fc.integer({ min: 4, max: 12 }),
  seekers: fc.integer({ min: 10, max: 50 }),
  /** A class, or an influx that is larger than the network. */
  joiners: fc.integer({ min: 5, max: 80 }),
  others: fc.integer({ min: 700, max: 1200 }),
  known: fc.integer({ min: 5, max: 12 }),
})

type Small = typeof smallPlatforms extends fc.Arbitrary<infer T> ? T : never

function madeUp({ seed, sources, seekers, joiners, others, known }: Small): Platform {
  const random = createRandom(seed)
  const builder = new PlatformBuilder()
  const burst = random.next() * PLATFORM_MILLIS
  const add = (kind: string, size: number, time: () => number) =>
    Array.from({ length: size }, (_, k) => {
      const row = builder.accounts.add(`${kind}-${k}`)
      builder.describe(row, { createdAtMillis: Math.floor(time()) })
      return row
    })
  const inBurst = () => burst + random.next() * WEEK_MILLIS
  const anyTime = () => random.next() * PLATFORM_MILLIS
  const rows = {
    source: add('source', sources, inBurst),
    seeker: add('seeker', seekers, inBurst),
    joiner: add('joiner', joiners, inBurst),
    other: add('other', others, anyTime),
  }
  const one = (of: number[]) => of[random.below(of.length)]
  for (const row of rows.seeker) for (let e = 0; e < 4; e++) builder.follow(row, one(rows.source))
  for (const row of rows.joiner) for (let e = 0; e < 4; e++) builder.follow(row, one(rows.joiner))
  for (const row of rows.other) for (let e = 0; e < 4; e++) builder.follow(row, one(rows.other))
  for (let k = 0; k < known; k++) {
    const row = one(k % 2 === 0 ? rows.seeker : rows.source)
    builder.signal({
      subject: { account: builder.accounts.idOf(row) },
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

test('nobody is found by time alone: not by the detector, and no map claims or ranks them', () => {
  let heard = 0
  let claimed = 0
  fc.assert(
    fc.property(smallPlatforms, (small) => {
      const platform = madeUp(small)
      const scores = createdTogether.score(platform, seedsOf(platform), everyRow(platform))
      if (scores) heard++
      const map = mapNetworks(platform)
      claimed += map.members.length - map.seeds.rows.length
      for (const [place, row] of map.rows.entries()) {
        if (!platform.accounts.idOf(row).startsWith('joiner-')) continue
        assert.equal(scores?.[row] ?? 0, 0)
        assert.equal(map.fused.scores[place], 0)
        assert.ok(!map.members.includes(row))
      }
    }),
    { numRuns: 25 },
  )
  assert.ok(heard > 10, 'no burst was heard: nothing is tested')
  assert.ok(claimed > 0, 'the maps found nobody: nothing is tested')
})

test('created-together is Adamic–Adar, more for those of the seeds’ days and less for nobody', () => {
  const platform = madeUp({ seed: 3, sources: 8, seekers: 40, joiners: 5, others: 900, known: 10 })
  const seeds = seedsOf(platform)
  const rows = everyRow(platform)
  const scores = createdTogether.score(platform, seeds, rows)!
  const ties = adamicAdar.score(platform, seeds, rows)!
  let more = 0
  for (const row of rows) {
    assert.ok(scores[row] >= ties[row])
    if (scores[row] > ties[row]) more++
  }
  assert.ok(more >= 20, `${more}`)
})

test('created-together says nothing where times are unknown, or seeds are of any time', () => {
  const platform = madeUp({ seed: 4, sources: 8, seekers: 40, joiners: 5, others: 900, known: 10 })
  const seeds = seedsOf(platform)
  const without = { ...platform, createdAtMillis: null }
  assert.equal(createdTogether.score(without, seeds, everyRow(platform)), null)
  const createdAtMillis = platform.createdAtMillis!.map((_time, row) => (row * 7919) % 10_007)
  const spread = { ...platform, createdAtMillis }
  assert.equal(createdTogether.score(spread, seeds, everyRow(platform)), null)
})
