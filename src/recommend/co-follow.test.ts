import assert from 'node:assert/strict'
import { test } from 'node:test'
import { degree, hasEntry } from '../graph/csr.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { createRandom } from '../util/random.ts'
import { DAMPING, coFollow } from './co-follow.ts'
import { contactInterest, learnFrom } from './interest.ts'
import { type Actor } from './recommender.ts'
import { randomPlatform } from './small-world.case.ts'

test('coFollow agrees with dense damped cosines on 100 random platforms', () => {
  const random = createRandom(21)
  for (let run = 0; run < 100; run++) {
    const accounts = 2 + random.below(25)
    const platform = randomPlatform(random, accounts)
    const actor: Actor = {
      follows: [random.below(accounts), random.below(accounts)],
      contacts: [{ row: random.below(accounts), kind: 'like', weight: 2 * random.next() }],
      seed: run,
    }
    const scores = naiveScores(platform, actor)
    const reached = scores.filter((score) => score > 1e-9).length
    const slate = coFollow.fit(platform).recommend(actor, reached)
    const best = scores.toSorted((a, b) => b - a)
    // ties may come in another order by rounding, so scores are compared and not rows
    slate.forEach((row, place) => {
      assert.ok(Math.abs(scores[row] - best[place]) < 1e-6, `run ${run}, place ${place}`)
    })
  }
})

test('coFollow does not put an account with a single follower before one with many in common', () => {
  const builder = new PlatformBuilder()
  const [followed, shared, rare] = ['followed', 'shared', 'rare'].map((id) =>
    builder.accounts.add(id),
  )
  for (let k = 0; k < 20; k++) {
    const account = builder.accounts.add(`account-${k}`)
    builder.follow(account, followed)
    if (k < 4) builder.follow(account, shared)
  }
  // shared: 4 of 20 common and 6 others; undamped 4 / √(20 · 10) < 1 / √20
  for (let k = 0; k < 6; k++) builder.follow(builder.accounts.add(`other-${k}`), shared)
  builder.follow(builder.accounts.find('account-9'), rare)
  const actor = { follows: [followed], contacts: [], seed: 0 }
  const slate = coFollow.fit(builder.build()).recommend(actor, 2)
  assert.deepEqual([...slate], [shared, rare])
})

test('coFollow finds an account by its items where nobody follows it', () => {
  const builder = new PlatformBuilder()
  for (const id of ['followed', 'alike', 'other', 'star', 'fan']) builder.accounts.add(id)
  builder.follow(4, 3)
  for (const item of ['rare-1', 'rare-2']) {
    builder.useItem(0, builder.items.add(item), 1)
    builder.useItem(1, builder.items.add(item), 7)
  }
  builder.useItem(2, builder.items.add('elsewhere'), 1)
  const actor = { follows: [0], contacts: [], seed: 0 }
  assert.equal(coFollow.fit(builder.build()).recommend(actor, 1)[0], 1)
})

test('coFollow still finds what followers of a hub have in common, from a sample of them', () => {
  const builder = new PlatformBuilder()
  const [hub, shared, rare] = ['hub', 'shared', 'rare'].map((id) => builder.accounts.add(id))
  for (let k = 0; k < 2000; k++) {
    const account = builder.accounts.add(`account-${k}`)
    builder.follow(account, hub)
    if (k % 3 === 0) builder.follow(account, shared)
    if (k % 40 === 0) builder.follow(account, rare)
  }
  const actor = { follows: [hub], contacts: [], seed: 0 }
  assert.deepEqual([...coFollow.fit(builder.build()).recommend(actor, 2)], [shared, rare])
})

/** Whole vectors, one after the other; 0 for what the actor follows. */
function naiveScores(platform: Platform, actor: Actor): number[] {
  const { follows, contacts, itemUses, accounts, items } = platform
  const vectors = Array.from({ length: accounts.size }, (_, c) => [
    ...Array.from({ length: accounts.size }, (_, u) => {
      if (hasEntry(follows.out, u, c)) return 1
      for (let e = contacts.out.starts[u]; e < contacts.out.starts[u + 1]; e++) {
        if (contacts.out.targets[e] === c) return contactInterest(contacts.out.weights![e])
      }
      return 0
    }),
    ...Array.from({ length: items.size }, (_, i) =>
      hasEntry(itemUses.out, c, i) ? 1 / Math.sqrt(Math.log(1 + degree(itemUses.in, i))) : 0,
    ),
  ])
  const { rows, strengths } = learnFrom(actor, accounts.size)
  return vectors.map((x, c) => {
    if (actor.follows.includes(c)) return 0
    let score = 0
    rows.forEach((j, k) => {
      if (j !== c) score += (strengths[k] * dot(x, vectors[j])) / (norm(x) * norm(vectors[j]))
    })
    return score
  })
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, x, z) => sum + x * b[z], 0)
}

function norm(a: number[]): number {
  return Math.sqrt(dot(a, a) + DAMPING)
}
