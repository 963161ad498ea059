import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { mapNetworks } from './map.ts'

/** A network of sources and seekers, and a community that shares its tag and no follow with it. */
const smallPlatforms = fc.record({
  seed: fc.nat(),
  sources: fc.integer({ min: 3, max: 12 }),
  seekers: fc.integer({ min: 5, max: 50 }),
  sharers: fc.integer({ min: 3, max: 60 }),
  others: fc.integer({ min: 0, max: 200 }),
  each: fc.integer({ min: 1, max: 8 }),
  known: fc.integer({ min: 1, max: 6 }),
  /** How often each sharer uses the tag: more than the network does. */
  uses: fc.integer({ min: 1, max: 9 }),
  tagged: fc.boolean(),
  isLocal: fc.boolean(),
})

type Small = typeof smallPlatforms extends fc.Arbitrary<infer T> ? T : never

function madeUp({ seed, sources, seekers, sharers, others, each, known, uses, tagged }: Small) {
  const random = createRandom(seed)
  const follows: [string, string][] = []
  const tags: [string, string, number][] = []
  const one = (kind: string, size: number) => `${kind}-${random.below(size)}`
  for (let k = 0; k < seekers; k++) {
    for (let e = 0; e < each; e++) follows.push([`seeker-${k}`, one('source', sources)])
    if (others > 0) follows.push([`seeker-${k}`, one('other', others)])
    tags.push([`seeker-${k}`, 'zorblax', 1])
  }
  for (let k = 0; k < sharers; k++) {
    for (let e = 0; e < each; e++) follows.push([`sharer-${k}`, one('sharer', sharers)])
    tags.push([`sharer-${k}`, 'zorblax', uses])
  }
  for (let k = 0; k < others; k++) follows.push([`other-${k}`, one('other', others)])
  const signals = Array.from({ length: known }, () => ({
    subject: { account: random.below(2) === 0 ? one('seeker', seekers) : one('source', sources) },
  }))
  return platformOf({
    follows,
    tags,
    signals: [...signals, ...(tagged ? [{ subject: { tag: 'zorblax' } }] : [])],
  })
}

/** One whose seekers are found for certain: of those that are drawn, a run may have none. */
const found: Small = {
  seed: 1753152688,
  sources: 5,
  seekers: 28,
  sharers: 53,
  others: 116,
  each: 8,
  known: 6,
  uses: 7,
  tagged: false,
  isLocal: false,
}

test('mapNetworks() claims nobody whose only tie to the seeds is a tag, whole or local', () => {
  let claimed = 0
  let looked = 0
  fc.assert(
    fc.property(smallPlatforms, (small) => {
      const platform = madeUp(small)
      const most = small.isLocal ? Math.ceil(platform.accounts.size / 2) : platform.accounts.size
      const map = mapNetworks(platform, { mostCandidates: most })
      claimed += map.members.length - map.seeds.rows.length
      const ids = new Set(Array.from(map.members, (row) => platform.accounts.idOf(row)))
      for (const row of map.rows) if (platform.accounts.idOf(row).startsWith('sharer-')) looked++
      for (const id of ids) assert.ok(!id.startsWith('sharer-'), `${id} was claimed`)
    }),
    { numRuns: 60, examples: [[found]] },
  )
  assert.ok(claimed > 0, 'the maps found nobody: nothing is tested')
  assert.ok(looked > 0, 'no map looked at anybody who shares the tag: nothing is tested')
})
