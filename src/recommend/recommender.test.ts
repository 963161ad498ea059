import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { recommenders } from './index.ts'
import { type Actor, type ContactKind } from './recommender.ts'
import { randomPlatform, twoCrowds } from './small-world.case.ts'

const NOTHING: Actor = { follows: [], contacts: [], seed: 1 }

for (const recommender of recommenders) {
  test(`${recommender.id} shows each row once, and none that is followed or excluded`, () => {
    const random = createRandom(11)
    for (let run = 0; run < 60; run++) {
      const accounts = 2 + random.below(30)
      const rows = (most: number) =>
        Array.from({ length: random.below(most) }, () => random.below(accounts))
      const actor = {
        follows: rows(6),
        contacts: rows(4).map((row) => ({ row, kind: 'view' as const, weight: 1 })),
        exclude: new Set(rows(6)),
        seed: run,
      }
      const count = random.below(12)
      const fitted = recommender.fit(randomPlatform(random, accounts))
      const slate = fitted.recommend(actor, count)
      const hidden = new Set([...actor.follows, ...actor.exclude])
      assert.equal(new Set(slate).size, slate.length)
      assert.ok(slate.every((row) => row < accounts && !hidden.has(row)))
      // never shorter than it must be: popular accounts fill up
      assert.equal(slate.length, Math.min(count, accounts - hidden.size))
      assert.deepEqual(fitted.recommend(actor, count), slate)
    }
  })

  test(`${recommender.id} shows different popular accounts to different seeds that it knows nothing of`, () => {
    const fitted = recommender.fit(randomPlatform(createRandom(4), 200))
    const slates = [1, 2, 3].map((seed) => fitted.recommend({ ...NOTHING, seed }, 5).join())
    assert.equal(new Set(slates).size, 3)
  })

  test(`${recommender.id} takes an empty platform`, () => {
    const fitted = recommender.fit(randomPlatform(createRandom(1), 0))
    assert.deepEqual([...fitted.recommend(NOTHING, 10)], [])
  })
}

for (const recommender of recommenders.filter(({ id }) => id !== 'popular')) {
  test(`${recommender.id} leads from one account of a crowd to its others`, () => {
    const fitted = recommender.fit(twoCrowds())
    const slate = [...fitted.recommend({ ...NOTHING, follows: [5] }, 4)]
    assert.deepEqual(
      slate.toSorted((a, b) => a - b),
      [4, 6, 7, 8],
    )
  })

  test(`${recommender.id} learns from a single glance as from a follow`, () => {
    const fitted = recommender.fit(twoCrowds())
    for (const kind of ['view', 'like', 'comment', 'share'] satisfies ContactKind[]) {
      const actor = { ...NOTHING, contacts: [{ row: 1, kind, weight: 1 }] }
      // what was only looked at may come back, or not
      const others = [...fitted.recommend(actor, 5)].filter((row) => row !== 1).slice(0, 4)
      assert.deepEqual(
        others.toSorted((a, b) => a - b),
        [0, 2, 3, 8],
        kind,
      )
    }
  })

  test(`${recommender.id} refuses to learn from a row that there is not`, () => {
    const fitted = recommender.fit(twoCrowds())
    assert.throws(() => fitted.recommend({ ...NOTHING, follows: [29] }, 4), RangeError)
    assert.throws(
      () => fitted.recommend({ ...NOTHING, contacts: [{ row: -1, kind: 'view', weight: 1 }] }, 4),
      /"contacts" expected rows in 0\.\.28, got -1/,
    )
  })
}
