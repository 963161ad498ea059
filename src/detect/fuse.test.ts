import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Platform } from '../platform/platform.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom, type Random } from '../util/random.ts'
import { type Detector } from './detector.ts'
import { contributionsTo } from './contributions.ts'
import { everyRow } from './every-row.ts'
import { fuse } from './fuse.ts'
import { shuffled } from './held-out.ts'
import { detectors } from './index.ts'
import { randomPlatform, randomSeeds } from './random-platforms.ts'
import { seedsAt } from './seeds.ts'
import { reachableAccounts } from './ties.ts'

test('fuse() scores 0..1, 0 for exactly those whom no seed reaches, the same each time', () => {
  const random = createRandom(21)
  for (let run = 0; run < 25; run++) {
    const platform = randomPlatform(random, 30)
    const seeds = randomSeeds(random, platform)
    const { scores } = fuse(platform, seeds, detectors, createRandom(run))
    assert.deepEqual(fuse(platform, seeds, detectors, createRandom(run)).scores, scores)
    if (detectors.every((detector) => detector.score(platform, seeds, everyRow(platform)) === null))
      continue
    const reached = reachableAccounts(platform, seeds.rows)
    for (const [row, score] of scores.entries()) {
      assert.ok(score >= 0 && score <= 1)
      assert.equal(score > 0, reached[row] === 1, `run ${run}, row ${row}: ${score}`)
    }
  }
})

test('fuse() of nothing, or from no seed, scores 0 and has no parts', () => {
  const empty = fuse(platformOf({}), seedsAt([]), detectors, createRandom(1))
  assert.deepEqual(empty, { scores: new Float64Array(0), parts: [] })
  const platform = platformOf({ follows: [['ada', 'bo']] })
  const unseeded = fuse(platform, seedsAt([]), detectors, createRandom(1))
  assert.deepEqual(unseeded, { scores: new Float64Array(2), parts: [] })
  const silent = fuse(platformOf({ accounts: ['ada'] }), seedsAt([0]), detectors, createRandom(1))
  assert.deepEqual(silent, { scores: new Float64Array(1), parts: [] })
})

test('fuse() never places an account behind one that no detector finds closer', () => {
  const random = createRandom(4)
  for (let run = 0; run < 15; run++) {
    const platform = randomPlatform(random, 24)
    const seeds = randomSeeds(random, platform)
    const { scores } = fuse(platform, seeds, detectors, createRandom(run))
    const size = platform.accounts.size
    const columns = detectors
      .map((detector) => detector.score(platform, seeds, everyRow(platform)))
      .filter((column) => column !== null)
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        // whom no seed reaches is not placed at all
        if (scores[a] === 0 || !columns.every((column) => column[a] >= column[b])) continue
        assert.ok(scores[a] >= scores[b] - 1e-9, `run ${run}: ${a} behind ${b}`)
      }
    }
  }
})

test('fuse() is not diluted: a claim that held-out seeds bear out stands first', () => {
  const platform = ringOf(200)
  const members = Array.from({ length: 40 }, (_, k) => 3 * k)
  const claiming = claimOf(members)
  const noise = Array.from({ length: 6 }, (_, k) => noiseDetector(`noise-${k}`, createRandom(k)))
  for (const count of [2, 4, 12]) {
    const seeds = seedsAt(members.slice(0, count))
    const { scores } = fuse(platform, seeds, [...noise, claiming], createRandom(count))
    const first = ranking(scores).slice(0, members.length)
    assert.deepEqual(new Set(first), new Set(members), `${count} seeds`)
  }
})

test('fuse() gives a claim that held-out seeds do not bear out no say of its own', () => {
  const platform = ringOf(200)
  const good = scoresBy('good', (row) => (row < 50 ? 200 - row : 0))
  const wrong = claimOf([100, 101, 102, 103])
  const seeds = seedsAt([0, 7, 11, 23, 31, 40])
  const { scores } = fuse(platform, seeds, [good, wrong], createRandom(1))
  assert.ok(
    ranking(scores)
      .slice(0, 50)
      .every((row) => row < 50),
  )
})

test('fuse() weighs the detector that finds held-out seeds above those that do not', () => {
  const platform = ringOf(3000)
  const good = scoresBy('good', (row) => (row < 60 ? 3000 - row : 0))
  const noise = noiseDetector('noise', createRandom(9))
  const seeds = seedsAt([1, 9, 17, 25, 33, 41, 49, 57])
  const { parts } = fuse(platform, seeds, [noise, good], createRandom(1))
  const [noisePart, goodPart] = parts
  assert.equal(goodPart.heldOutFound, 5 / 8) // 30 of 3,000 is where the first hundredth ends
  assert.ok(noisePart.heldOutFound! < 0.5)
  assert.ok(goodPart.weight > 10 * noisePart.weight)
})

test('fuse() learns from many seeds, and scores whom none of them reaches only if asked', () => {
  // accounts 0..89 use three tags in common each, 90..299 one; the last ten use one of their own
  const tags: [string, string][] = []
  const random = createRandom(5)
  for (let i = 0; i < 290; i++) {
    for (let t = 0; t < (i < 90 ? 4 : 2); t++) {
      tags.push([
        `a${i}`,
        i < 90 && t < 3 ? `common${random.below(12)}` : `other${random.below(80)}`,
      ])
    }
  }
  for (let i = 290; i < 300; i++) tags.push([`a${i}`, `own${i}`])
  const platform = platformOf({ accounts: Array.from({ length: 300 }, (_, i) => `a${i}`), tags })
  const seeds = seedsAt(Array.from({ length: 45 }, (_, k) => 2 * k))
  const { scores } = fuse(platform, seeds, detectors, createRandom(1))
  const isSeed = new Set(seeds.rows)
  const first = ranking(scores)
    .filter((row) => !isSeed.has(row))
    .slice(0, 45)
  assert.ok(first.filter((row) => row < 90).length >= 40)
  assert.ok(scores.subarray(290).every((score) => score === 0))
  const options = { scoreUnreached: true }
  const asked = fuse(platform, seeds, detectors, createRandom(1), options)
  const learned = asked.parts.some(({ id }) => id === 'shape')
  assert.equal(
    asked.scores.subarray(290).every((score) => score > 0),
    learned,
  )
})

test('fuse() does not learn where hardly anybody is no seed', () => {
  const accounts = Array.from({ length: 60 }, (_, k) => `a${k}`)
  const follows = accounts.map((id, k) => [id, accounts[(k + 1) % 60]] as const)
  for (const seeds of [60, 59, 50]) {
    const platform = platformOf({ accounts, follows })
    const { scores } = fuse(
      platform,
      seedsAt(accounts.keys().take(seeds)),
      detectors,
      createRandom(1),
    )
    assert.ok(scores.every(Number.isFinite))
  }
})

test('contributionsTo() of every account are 0..1, largest first, and add up to 1', () => {
  const random = createRandom(13)
  for (let run = 0; run < 20; run++) {
    const platform = randomPlatform(random, 24)
    const fused = fuse(platform, randomSeeds(random, platform), detectors, createRandom(run))
    for (let row = 0; row < platform.accounts.size; row++) {
      const given = contributionsTo(fused, row)
      if (given.length === 0) {
        const lifted = fused.parts.some(
          ({ weight, scores, typical }) => weight > 0 && scores[row] > typical,
        )
        assert.ok(fused.scores[row] === 0 || !lifted)
        continue
      }
      const total = given.reduce((sum, { share }) => sum + share, 0)
      assert.ok(Math.abs(total - 1) < 1e-9)
      given.forEach(({ share }, k) => {
        assert.ok(share >= 0 && share <= 1 + 1e-12)
        assert.ok(k === 0 || share <= given[k - 1].share)
      })
    }
    assert.throws(() => contributionsTo(fused, platform.accounts.size), RangeError)
  }
})

test('contributionsTo() give the whole to the one detector that found the account', () => {
  const platform = ringOf(100)
  const one = scoresBy('one', (row) => (row < 10 ? 100 - row : 0))
  const other = scoresBy('other', (row) => (row >= 50 && row < 60 ? 100 - row : 0))
  const fused = fuse(platform, seedsAt([1, 3, 5, 7]), [one, other], createRandom(1))
  assert.equal(contributionsTo(fused, 2)[0].id, 'one')
  assert.equal(contributionsTo(fused, 2)[0].share, 1)
})

test('fuse() puts a small network before an innocent fan club and a family that it touches', () => {
  const platform = smallWorld()
  const rowOf = (id: string) => platform.accounts.find(id)
  const seeds = seedsAt(['source0', 'seeker0', 'seeker7'].map(rowOf))
  const { scores } = fuse(platform, seeds, detectors, createRandom(1))
  const isSeed = new Set(seeds.rows)
  const names = ranking(scores)
    .filter((row) => !isSeed.has(row))
    .map((row) => platform.accounts.idOf(row))
  const planted = 3 + 14 - seeds.rows.length
  for (const name of names.slice(0, planted)) assert.match(name, /^(source|seeker)/)
})

/** Three sources, fourteen seekers; a fan club of the same shape, a family, and passers-by. */
function smallWorld(): Platform {
  const random = createRandom(2)
  const follows: [string, string][] = []
  const some = (prefix: string, count: number) => `${prefix}${random.below(count)}`
  for (let i = 0; i < 14; i++) {
    for (let s = 0; s < 3; s++) follows.push([`seeker${i}`, `source${s}`])
    for (let c = 0; c < 3; c++) follows.push([`seeker${i}`, some('person', 200)])
    follows.push([`seeker${i}`, some('star', 3)])
  }
  for (let i = 0; i < 40; i++) {
    for (let s = 0; s < 3; s++) follows.push([`fan${i}`, `star${s}`])
    for (let c = 0; c < 3; c++) follows.push([`fan${i}`, some('person', 200)])
  }
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j < 6; j++) if (i !== j) follows.push([`kin${i}`, `kin${j}`])
  }
  follows.push(['seeker3', 'kin0'], ['kin0', 'seeker3'])
  for (let i = 0; i < 200; i++) {
    for (let c = 0; c < 6; c++) follows.push([`person${i}`, some('person', 200)])
  }
  return platformOf({ follows })
}

/** Everybody follows the next, so that everybody is reached. */
function ringOf(size: number): Platform {
  const ids = Array.from({ length: size }, (_, i) => `a${i}`)
  return platformOf({ accounts: ids, follows: ids.map((id, i) => [id, ids[(i + 1) % size]]) })
}

function scoresBy(id: string, scoreOf: (row: number) => number): Detector {
  const score = ({ accounts }: Platform) =>
    Float64Array.from({ length: accounts.size }, (_, row) => scoreOf(row))
  return { id, title: id, score }
}

function claimOf(members: readonly number[]): Detector {
  const isMember = new Set(members)
  return { ...scoresBy('claiming', (row) => (isMember.has(row) ? 1 : 0)), claimsAbove: 0.5 }
}

function noiseDetector(id: string, random: Random): Detector {
  const values = Float64Array.from({ length: 3000 }, () => random.next())
  return scoresBy(id, (row) => values[row])
}

function ranking(scores: Float64Array): number[] {
  return [...scores.keys()].toSorted((a, b) => scores[b] - scores[a])
}

test('fuse() scores accounts the same whatever their rows', () => {
  const random = createRandom(31)
  for (let run = 0; run < 12; run++) {
    const platform = run < 10 ? randomPlatform(random, 40) : learnable(random)
    const { accounts } = platform
    const seeds = run < 10 ? randomSeeds(random, platform) : seedsAt(accountsWith(platform, 'm'))
    const names = Array.from({ length: accounts.size }, (_, row) => accounts.idOf(row))
    const order = [...shuffled(accounts.size, random)].map((row) => names[row])
    const renumbered = renumberedAs(platform, order)
    const weightOf = new Map([...seeds.rows].map((row, k) => [names[row], seeds.weights[k]]))
    const rows = Uint32Array.from(weightOf.keys(), (name) => renumbered.accounts.find(name))
    rows.sort()
    const weights = Float32Array.from(rows, (row) => weightOf.get(renumbered.accounts.idOf(row))!)

    const one = fuse(platform, seeds, detectors, createRandom(run)).scores
    const other = fuse(renumbered, { rows, weights }, detectors, createRandom(run)).scores
    for (const [row, name] of names.entries()) {
      const gap = Math.abs(one[row] - other[renumbered.accounts.find(name)])
      assert.ok(gap < 1e-6, `run ${run}: ${name} is off by ${gap}`)
    }
  }
})

/** Enough seeds to learn blends from. */
function learnable(random: Random): Platform {
  const tags: [string, string][] = []
  for (let i = 0; i < 300; i++) {
    const [name, common] = i < 90 ? [`m${i}`, 12] : [`o${i}`, 80]
    for (let t = 0; t < 4; t++) tags.push([name, `${common}-${random.below(common)}`])
    tags.push([name, `any${random.below(30)}`])
  }
  return platformOf({ tags })
}

function accountsWith({ accounts }: Platform, prefix: string): number[] {
  const rows = Array.from({ length: accounts.size }, (_, row) => row)
  return rows.filter((row) => accounts.idOf(row).startsWith(prefix)).slice(0, 60)
}

/** The same follows and tags; accounts in another order. */
function renumberedAs({ accounts, tags, follows, tagUses }: Platform, order: readonly string[]) {
  const pairs: [string, string][] = []
  const uses: [string, string, number][] = []
  for (let row = 0; row < accounts.size; row++) {
    const { starts, targets } = follows.out
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      pairs.push([accounts.idOf(row), accounts.idOf(targets[e])])
    }
    for (let e = tagUses.out.starts[row]; e < tagUses.out.starts[row + 1]; e++) {
      const count = tagUses.out.weights?.[e] ?? 1
      uses.push([accounts.idOf(row), tags.idOf(tagUses.out.targets[e]), count])
    }
  }
  return platformOf({ accounts: order, follows: pairs, tags: uses })
}
