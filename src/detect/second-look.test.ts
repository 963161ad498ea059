import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { keysOf } from './account-keys.ts'
import { everyRow } from './every-row.ts'
import { foldsOf } from './held-out.ts'
import { platformOf } from '../platform/platform-of.ts'
import { believedIn, type FirstLook, memberShare, secondLook } from './second-look.ts'
import { seedsAt } from './seeds.ts'
import { tagAffinity } from './tag-affinity.ts'

const ACCOUNTS = 300
const MEMBERS = 100

test('memberShare() is twice the place of the middle held-out seed', () => {
  // ten accounts, two of them known; one, three and five others stand before the held-out seeds
  const falling = Float64Array.from({ length: 10 }, (_, row) => 10 - row)
  const trials = [bareTrial([1], [1, 9]), bareTrial([3], [3, 9]), bareTrial([5], [5, 9])]
  assert.equal(memberShare(trials, [falling, falling, falling]), 2 * (4 / 9))
  const rising = falling.map((sum) => -sum)
  assert.equal(memberShare(trials, [rising, rising, rising]), 1)
})

test('believedIn() counts seeds in full, others half at the share, and the rest less and less', () => {
  const rows = Uint32Array.from({ length: 1000 }, (_, k) => 2 * k)
  const sums = Float64Array.from(rows, (row) => -row)
  const seeds = seedsAt([0, 1998])
  const believed = believedIn(rows, sums, 0.1, seeds)
  const weightOf = new Map(Array.from(believed.rows, (row, k) => [row, believed.weights[k]]))
  assert.equal(weightOf.get(0), 1)
  assert.equal(weightOf.get(1998), 1)
  assert.ok(Math.abs(weightOf.get(200)! - 0.5) < 0.01)
  assert.ok(!weightOf.has(1200))
  assert.deepEqual(believed.rows, believed.rows.toSorted())
  for (let row = 4; weightOf.has(row); row += 2) {
    assert.ok(weightOf.get(row)! < weightOf.get(row - 2)!)
  }
})

test('secondLook() finds members that a few seeds share no tag with', () => {
  const { platform, first, isSeed } = world()
  const given = secondLook(platform, everyRow(platform), first)
  assert.ok(given)
  const found = (sums: Float64Array) =>
    [...sums.keys()]
      .filter((row) => !isSeed.has(row))
      .toSorted((a, b) => sums[b] - sums[a])
      .slice(0, MEMBERS - isSeed.size)
      .filter((row) => row < MEMBERS).length
  const before = found(first.sums)
  const after = found(first.sums.map((sum, row) => sum + given[row]))
  assert.ok(after >= before + 5, `${before} before, ${after} after`)
})

test('secondLook() gives nothing where it would find held-out seeds clearly later', () => {
  // a first look that knows the members by something else, whose tags are drawn by lot
  const { platform, first } = world(0)
  const knows = Float64Array.from({ length: ACCOUNTS }, (_, row) => (row < MEMBERS ? 1 : 0))
  const heldOutSums = first.trials.map(() => knows)
  assert.equal(
    secondLook(platform, everyRow(platform), { ...first, sums: knows, heldOutSums }),
    null,
  )
})

test('secondLook() gives nothing where there is no tie to read', () => {
  const { first } = world()
  const bare = platformOf({ accounts: Array.from({ length: ACCOUNTS }, (_, i) => `a${i}`) })
  assert.equal(secondLook(bare, everyRow(bare), first), null)
})

/** Of ten accounts that nothing was read of. */
function bareTrial(held: number[], known: number[]) {
  return {
    held: Uint32Array.from(held),
    known: Uint8Array.from({ length: 10 }, (_, row) => (known.includes(row) ? 1 : 0)),
    readings: { accounts: 10, keys: new Uint32Array(10), places: [], claims: [], shapePlaces: [] },
  }
}

/**
 * Everybody uses six tags of 240; of a member's, `own` are among the eighty that members use most. The
 * first look is the tag affinity to sixteen known members.
 */
function world(own = 5) {
  const random = createRandom(7)
  const tags: [string, string][] = []
  for (let i = 0; i < ACCOUNTS; i++) {
    for (let t = 0; t < 6; t++) {
      tags.push([`a${i}`, `t${random.below(i < MEMBERS && t < own ? 80 : 240)}`])
    }
  }
  const platform = platformOf({
    accounts: Array.from({ length: ACCOUNTS }, (_, i) => `a${i}`),
    tags,
  })
  const rows = everyRow(platform)
  const seeds = seedsAt(Array.from({ length: 16 }, (_, k) => 6 * k))
  const keys = keysOf(platform, rows)
  const known = new Uint8Array(ACCOUNTS)
  for (const row of seeds.rows) known[row] = 1
  const folds = foldsOf(seeds, 4, random)
  const readings = { accounts: ACCOUNTS, keys, places: [], claims: [], shapePlaces: [] }
  const first: FirstLook = {
    seeds,
    sums: tagAffinity.score(platform, seeds, rows)!,
    trials: folds.map(({ kept, held }) => ({ kept, held, known, readings })),
    heldOutSums: folds.map(({ kept }) => tagAffinity.score(platform, kept, rows)!),
  }
  return { platform, first, isSeed: new Set(seeds.rows) }
}
