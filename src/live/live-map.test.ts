import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import {
  array,
  assert as assertProperty,
  asyncProperty,
  constantFrom,
  nat,
  record,
} from 'fast-check'
import { followLayers } from '../detect/platform-layers.ts'
import { seedsOf } from '../detect/seeds.ts'
import { personalisedPageRank } from '../graph/pagerank.ts'
import { type Platform } from '../platform/platform.ts'
import { withTakenBack } from '../platform/with-taken-back.ts'
import { platformOf } from '../platform/platform-of.ts'
import { layOutPlatform, readPlatform } from '../platform/platform-file.ts'
import { LiveMap } from './live-map.ts'
import { platformOfLive } from './live-platform.ts'

const EPSILON = 1e-5
const KNOWN = ['ada', 'bo', 'cy', 'dee', 'eve', 'flo', 'gus', 'hal']
const ALL = [...KNOWN, 'ivy', 'jo', 'kit', 'lu']

function start(): Platform {
  return platformOf({
    accounts: KNOWN,
    follows: [
      ['ada', 'bo'],
      ['bo', 'ada'],
      ['bo', 'cy'],
      ['cy', 'dee'],
      ['dee', 'eve'],
      ['eve', 'ada'],
      ['flo', 'gus'],
      ['gus', 'bo'],
    ],
    tags: [['ada', 'zorblax', 2]],
    contacts: [['bo', 'hal', 3]],
    items: [['cy', 'song', 1]],
    ageBands: { cy: 'minor' },
    signals: [{ subject: { account: 'ada' }, confidence: 0.75 }, { subject: { account: 'hal' } }],
    truth: [['ada', 'source', 'n1']],
  })
}

const change = record({
  kind: constantFrom('seed', 'withdraw', 'follow', 'follow', 'unfollow', 'rebuild', 'turn'),
  source: nat(ALL.length - 1),
  target: nat(ALL.length - 1),
})

function pairs({ follows: { out }, accounts }: Platform): Set<string> {
  const found = new Set<string>()
  for (let i = 0; i < out.rows; i++) {
    for (let e = out.starts[i]; e < out.starts[i + 1]; e++) {
      found.add(`${accounts.idOf(i)} ${accounts.idOf(out.targets[e])}`)
    }
  }
  return found
}

/** The live map says what its platform, computed from scratch, says. */
function assertExact(live: LiveMap, platform: Platform): void {
  const layers = followLayers(platform)
  const seeds = seedsOf(platform)
  const exact = personalisedPageRank(layers, seeds, { tolerance: 1e-12 })
  const closest = new Map(live.closest(100).map((each) => [each.account, each]))
  for (const [row, closeness] of exact.entries()) {
    const degree = layers.degrees[row]
    const score = closest.get(platform.accounts.idOf(row))?.score ?? 0
    if (seeds.rows.includes(row)) {
      assert.equal(score, 0, 'a seed has no rank')
      continue
    }
    const error = Math.abs(score - (degree > 0 ? closeness / Math.sqrt(degree) : closeness))
    assert.ok(error <= EPSILON * Math.sqrt(degree) + 1e-6, `row ${row} is off by ${error}`)
  }
}

test('LiveMap after any changes, rebuilt at any moment, equals its platform from scratch', async () => {
  await assertProperty(
    asyncProperty(array(change, { maxLength: 50 }), async (changes) => {
      const platform = start()
      const live = new LiveMap(platform, { epsilon: EPSILON })
      const follows = pairs(platform)
      const seeds = new Set(['ada', 'hal'])
      const rebuilds: Promise<void>[] = []
      for (const { kind, source, target } of changes) {
        const [a, b] = [ALL[source], ALL[target]]
        if (kind === 'rebuild') rebuilds.push(live.rebuild())
        if (kind === 'turn') await turn()
        if (kind === 'seed') live.addSeed(a)
        if (kind === 'withdraw') live.withdrawSeed(a)
        if (kind === 'follow') live.follow(a, b)
        if (kind === 'unfollow') live.unfollow(a, b)
        if (kind === 'seed') seeds.add(a)
        if (kind === 'withdraw') seeds.delete(a)
        if (kind === 'follow' && a !== b) follows.add(`${a} ${b}`)
        if (kind === 'unfollow') follows.delete(`${a} ${b}`)
      }
      const between = platformOfLive(platform, live, 0)
      assert.deepEqual(pairs(between), follows)
      assertExact(live, between)

      await Promise.all(rebuilds)
      await live.rebuild()
      assert.equal(live.pending, 0)
      const after = platformOfLive(platform, live, 0)
      assert.deepEqual(after.follows, between.follows)
      assert.equal(live.follows, follows.size)
      assert.deepEqual(
        new Set([...seedsOf(after).rows].map((row) => after.accounts.idOf(row))),
        seeds,
      )
      assertExact(live, after)
      live.follow('mo', 'ada')
      live.settle()
      assertExact(live, platformOfLive(platform, live, 0))
      const file = Uint8Array.from(Buffer.concat(layOutPlatform(after)))
      assert.deepEqual(pairs(readPlatform(file)), follows)
    }),
    { numRuns: 25, seed: 3 },
  )
})

test('LiveMap says whose rank changed, and from what to what', () => {
  const live = new LiveMap(start())
  const ranked = new Map(live.closest(20).map(({ account, rank }) => [account, rank]))
  const effect = live.addSeed('flo')
  assert.ok(effect.settled && effect.visited > 0)
  const after = new Map(live.closest(20).map(({ account, rank }) => [account, rank]))
  for (const [k, row] of effect.rows.entries()) {
    const account = live.idOf(row)
    assert.equal(effect.ranksBefore[k], ranked.get(account) ?? 0, account)
    assert.equal(effect.ranks[k], after.get(account) ?? 0, account)
  }
  assert.ok([...effect.rows].some((row) => live.idOf(row) === 'gus'))
})

test('LiveMap takes a follow twice as once, and what means nothing as nothing', () => {
  const live = new LiveMap(start())
  for (const effect of [
    live.follow('ada', 'bo'),
    live.follow('ada', 'ada'),
    live.unfollow('ada', 'cy'),
    live.unfollow('ada', 'nobody'),
    live.addSeed('ada'),
    live.withdrawSeed('bo'),
    live.withdrawSeed('nobody'),
  ]) {
    assert.deepEqual([effect.rows.length, effect.visited, effect.settled], [0, 0, true])
  }
  assert.equal(live.follows, 8)
  assert.equal(live.accounts, KNOWN.length)
})

test('LiveMap works changes in by itself when there are many', async () => {
  const faults: unknown[] = []
  const live = new LiveMap(start(), { mostChanges: 5, onFault: (error) => faults.push(error) })
  for (const a of ALL) live.follow(a, 'dee')
  assert.equal(live.pending, ALL.length - 2)
  // the one that is under way: what came after it began stays beside the graph
  await live.rebuild()
  assert.equal(live.pending, ALL.length - 2 - 5)
  assert.deepEqual(faults, [])
})

test('LiveMap says when changes could not be worked in, does not try at each, and stays right', async () => {
  const platform = start()
  const { out, in: back } = platform.follows
  const weights = new Float32Array(out.targets.length).fill(1)
  // rows with weights are what merging refuses
  const follows = { out: { ...out, weights }, in: { ...back, weights } }
  const faults: unknown[] = []
  const live = new LiveMap(
    { ...platform, follows },
    { epsilon: EPSILON, mostChanges: 2, onFault: (error) => faults.push(error) },
  )
  const plain = new LiveMap(platform, { epsilon: EPSILON })
  for (const target of ['bo', 'cy', 'dee', 'eve']) {
    for (const each of [live, plain]) each.follow('hal', target)
    while (live.pending === 2 && faults.length === 0) await turn()
  }
  assert.equal(faults.length, 1)
  assert.ok(faults[0] instanceof RangeError)
  assert.deepEqual(live.closest(20), plain.closest(20))
  live.close()
})

test('LiveMap does a bounded piece of work and says that something is left', () => {
  const live = new LiveMap(start(), { mostVisited: 1 })
  let { settled } = live.addSeed('flo')
  assert.equal(settled, false)
  while (!settled) ({ settled } = live.settle())
  const whole = new LiveMap(start())
  whole.addSeed('flo')
  assert.deepEqual(live.closest(20), whole.closest(20))
})

test('close() ends a rebuild, and nothing is lost', async () => {
  const live = new LiveMap(start())
  live.follow('hal', 'bo')
  const rebuilt = live.rebuild()
  live.close()
  await assert.rejects(rebuilt, { name: 'AbortError' })
  assert.equal(live.pending, 1)
  assert.ok(live.isFollowing(live.find('hal'), live.find('bo')))
})

test('platformOfLive() keeps everything else, and new accounts with it', () => {
  const platform = start()
  const live = new LiveMap(platform)
  live.follow('ivy', 'cy')
  live.addSeed('jo')
  live.withdrawSeed('hal')
  const saved = platformOfLive(platform, live, 7)
  const { accounts } = saved
  assert.equal(accounts.size, KNOWN.length + 2)
  assert.deepEqual(saved.ageBands.subarray(0, KNOWN.length), platform.ageBands)
  assert.equal(saved.tagUses.out.rows, accounts.size)
  assert.deepEqual(saved.tagUses.in.targets, platform.tagUses.in.targets)
  assert.equal(saved.contacts.in.rows, accounts.size)
  assert.equal(saved.createdAtMillis, null)
  assert.equal(saved.truth?.roles[accounts.find('ada')], platform.truth?.roles[0])
  assert.deepEqual(
    saved.signals.slice(2).map(({ subject, polarity, atMillis }) => [subject, polarity, atMillis]),
    [
      [{ account: 'jo' }, 'harmful', 7],
      [{ account: 'hal' }, 'benign', 7],
    ],
  )
  // and who is seeded again after a benign word is a seed again
  const again = new LiveMap(saved)
  again.addSeed('hal')
  const twice = platformOfLive(saved, again, 8)
  assert.ok(seedsOf(twice).rows.includes(accounts.find('hal')))
})

test('unfollow() remembers a follow between two close to the seeds, until it is made again', () => {
  const platform = start()
  const live = new LiveMap(platform)
  live.follow('kit', 'lu')
  // far from every seed, none at all, and none any more
  live.unfollow('kit', 'lu', 5)
  live.unfollow('bo', 'eve', 6)
  live.unfollow('bo', 'cy', 7)
  live.unfollow('bo', 'cy', 8)
  live.unfollow('ada', 'bo', 9)
  live.follow('ada', 'bo')
  assert.deepEqual(live.takenBack, [{ source: 'bo', target: 'cy', atMillis: 7 }])

  const saved = platformOfLive(platform, live, 10)
  assert.ok(!pairs(saved).has('bo cy'))
  assert.ok(pairs(withTakenBack(saved, 10)).has('bo cy'))
  const again = new LiveMap(saved)
  assert.deepEqual(again.takenBack, live.takenBack)
  again.follow('bo', 'cy')
  assert.deepEqual(platformOfLive(saved, again, 11).takenBack, [])
})
