import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph, type Digraph } from '../graph/csr.ts'
import { platformOf } from '../platform/platform-of.ts'
import { type World } from '../simulate/world.ts'
import { PLANTED_PREFIX } from '../simulate/world.ts'
import { simulateWorld } from '../simulate/simulate-world.ts'
import { createRandom } from '../util/random.ts'
import { type WorldSpec } from '../simulate/options.ts'
import { type Seeds } from './detector.ts'
import { everyRow } from './every-row.ts'
import { fitMixture, mixture, MIXTURE_MEMBER_SCORE } from './mixture.ts'
import { wholeFollows } from './mixture/local-follows.ts'

interface Case {
  readonly world: World
  readonly follows: Digraph
  readonly seeds: Seeds
  readonly isMember: Uint8Array
}

function caseOf(spec: WorldSpec): Case {
  const world = simulateWorld(spec)
  const accounts = world.accountIds.length
  const follows = digraph(
    buildCsr(accounts, accounts, world.follows.sources, world.follows.targets),
  )
  const rowOf = new Map(world.accountIds.map((id, row) => [id, row]))
  const rows = new Set<number>()
  for (const { subject, polarity, confidence } of world.signals) {
    if (polarity !== 'harmful' || confidence < 0.5 || !('account' in subject)) continue
    rows.add(rowOf.get(subject.account) ?? 0)
  }
  const isMember = Uint8Array.from(world.groups, (group, row) =>
    world.groupNames[group].startsWith(PLANTED_PREFIX) && world.roles[row] > 0 ? 1 : 0,
  )
  return { world, follows, seeds: seedsOf([...rows]), isMember }
}

function seedsOf(rows: readonly number[]): Seeds {
  const rising = Uint32Array.from(rows).toSorted()
  return { rows: rising, weights: new Float32Array(rising.length).fill(1) }
}

function averagePrecision(scores: Float64Array, { isMember, seeds }: Case): number {
  const known = new Set(seeds.rows)
  const ranking = [...scores.keys()].filter((row) => !known.has(row))
  ranking.sort((a, b) => scores[b] - scores[a] || isMember[a] - isMember[b])
  let hits = 0
  let sum = 0
  for (const [place, row] of ranking.entries()) if (isMember[row] !== 0) sum += ++hits / (place + 1)
  return sum / hits
}

/** The largest share of any innocent group that stands above even odds. */
function worstLookAlike(logOdds: Float64Array, { world, isMember }: Case): number {
  const taken = world.groupNames.map(() => 0)
  const sizes = world.groupNames.map(() => 0)
  for (const [row, group] of world.groups.entries()) {
    if (isMember[row] !== 0 || group === 0) continue
    sizes[group]++
    if (logOdds[row] > 0) taken[group]++
  }
  return Math.max(...taken.map((count, group) => (sizes[group] > 0 ? count / sizes[group] : 0)))
}

const GOLDEN: readonly { readonly name: string; readonly spec: WorldSpec }[] = [
  { name: 'twenty seeds', spec: { accounts: 12_000, planted: 200 } },
  { name: 'much camouflage', spec: { accounts: 12_000, planted: 200, camouflage: 40 } },
  { name: 'seekers known only', spec: { accounts: 12_000, planted: 200, seedRoles: 'seekers' } },
  { name: 'sources known only', spec: { accounts: 12_000, planted: 200, seedRoles: 'sources' } },
  { name: 'a small network', spec: { accounts: 20_000, planted: 70, seedsKnown: 4 } },
]

for (const { name, spec } of GOLDEN) {
  test(`fitMixture() finds the planted and leaves look-alikes alone: ${name}`, () => {
    const golden = caseOf({ ...spec, seed: 2 })
    const { logOdds, settled } = fitMixture(wholeFollows(golden.follows), golden.seeds)
    const precision = averagePrecision(logOdds, golden)
    assert.ok(precision > 0.97, `average precision ${precision}`)
    assert.ok(worstLookAlike(logOdds, golden) < 0.15)
    assert.ok(settled)
  })
}

test('fitMixture() leaves the fan clubs alone that a network hides behind', () => {
  for (const seed of [2, 4]) {
    const spec = { accounts: 12_000, planted: 400, camouflage: 40, sourcesPerSeeker: 5, seed }
    const hiding = caseOf(spec)
    const { logOdds } = fitMixture(wholeFollows(hiding.follows), hiding.seeds)
    const found = logOdds.filter((odds, row) => odds > 0 && hiding.isMember[row] === 1).length
    assert.ok(found > 380, `${found} of 400`)
    assert.ok(worstLookAlike(logOdds, hiding) < 0.02)
  }
})

test('fitMixture() is in doubt about those who know each other and watch a network', () => {
  const watched = caseOf({ accounts: 16_000, camouflage: 60, bystanders: 'close', seed: 502 })
  const { logOdds } = fitMixture(wholeFollows(watched.follows), watched.seeds)
  const sure = (is: (row: number) => boolean) =>
    logOdds.filter((odds, row) => odds > Math.log(9) && is(row)).length
  const { groups, groupNames } = watched.world
  const ofResearchers = sure((row) => groupNames[groups[row]] === 'researchers-1')
  assert.ok(ofResearchers <= 6, `${ofResearchers} researchers`)
  assert.ok(sure((row) => watched.isMember[row] === 1) > 170)
})

test('fitMixture() orders a network that is too thin to be claimed', () => {
  const spec = { accounts: 12_000, planted: 300, camouflage: 60, sourcePopularity: 40 }
  const whole = caseOf({ ...spec, seedsKnown: 8, seed: 2 })
  const random = createRandom(1)
  const { sources, targets } = whole.world.follows
  const kept = Uint32Array.from(sources.keys()).filter(() => random.next() < 0.6)
  const follows = digraph(
    buildCsr(
      12_000,
      12_000,
      kept.map((e) => sources[e]),
      kept.map((e) => targets[e]),
    ),
  )
  const { logOdds, networks } = fitMixture(wholeFollows(follows), whole.seeds)
  const precision = averagePrecision(logOdds, whole)
  assert.ok(precision > 0.6, `average precision ${precision}`)
  assert.equal(networks.length, 0)
  assert.ok(logOdds.every((odds) => odds <= 0))
})

test('fitMixture() does not drift from a small network when it is given more rounds', () => {
  const small = caseOf({ accounts: 20_000, planted: 70, seedsKnown: 4, seed: 5 })
  const members = (mostRounds: number) =>
    fitMixture(wholeFollows(small.follows), small.seeds, { mostRounds }).logOdds.filter(
      (odds) => odds > 0,
    ).length
  const size = members(15)
  assert.ok(size > 50 && size < 85, `${size} members`)
  assert.ok(Math.abs(members(60) - size) <= 2)
})

test('fitMixture() finds two networks, one after the other', () => {
  const one = caseOf({ accounts: 6000, planted: 100, seedsKnown: 8, seed: 3 })
  const two = caseOf({ accounts: 6000, planted: 100, seedsKnown: 8, seed: 4 })
  const sources = [...one.world.follows.sources, ...two.world.follows.sources.map((i) => i + 6000)]
  const targets = [...one.world.follows.targets, ...two.world.follows.targets.map((i) => i + 6000)]
  const follows = digraph(buildCsr(12_000, 12_000, sources, targets))
  const seeds = seedsOf([...one.seeds.rows, ...[...two.seeds.rows].map((row) => row + 6000)])
  const { networks, networkOf, unexplained, logOdds } = fitMixture(wholeFollows(follows), seeds)
  const isMember = Uint8Array.from([...one.isMember, ...two.isMember])
  assert.ok(averagePrecision(logOdds, { ...one, seeds, isMember }) > 0.95)
  assert.ok(networks.length >= 1 && networks.length <= 2)
  assert.ok(unexplained.length <= 2)
  if (networks.length === 2)
    assert.notEqual(networkOf[seeds.rows[0]], networkOf[seeds.rows.at(-1) ?? 0])
})

test('fitMixture() claims nobody when the seeds have nothing to do with each other', () => {
  const { follows, isMember } = caseOf({ accounts: 12_000, planted: 200, seed: 6 })
  const strangers = seedsOf(
    [...isMember.keys()].filter((row) => isMember[row] === 0 && row % 1499 === 7),
  )
  const { logOdds, settled, networks } = fitMixture(wholeFollows(follows), strangers)
  assert.equal(networks.length, 0)
  assert.equal(settled, false)
  assert.ok(logOdds.every((odds) => odds <= 0))
})

test('fitMixture() gives the same answer twice', () => {
  const { follows, seeds } = caseOf({ accounts: 3000, planted: 60, seed: 8 })
  assert.deepEqual(
    fitMixture(wholeFollows(follows), seeds),
    fitMixture(wholeFollows(follows), seeds),
  )
})

test('fitMixture() works on friendships, which are follows both ways', () => {
  const directed = caseOf({ accounts: 12_000, planted: 200, seed: 9 })
  const { sources, targets } = directed.world.follows
  const both = [
    [...sources, ...targets],
    [...targets, ...sources],
  ] as const
  const follows = digraph(buildCsr(12_000, 12_000, both[0], both[1]))
  const { logOdds } = fitMixture(wholeFollows(follows), directed.seeds)
  assert.ok(averagePrecision(logOdds, directed) > 0.9)
})

test('fitMixture() is at the prior everywhere without seeds or follows', () => {
  const nothing = digraph(buildCsr(4, 4, [], []))
  const some = digraph(buildCsr(4, 4, [0, 1], [1, 2]))
  for (const fit of [
    fitMixture(wholeFollows(nothing), seedsOf([1])),
    fitMixture(wholeFollows(some), seedsOf([])),
  ]) {
    assert.ok(fit.logOdds.every((odds) => odds < fit.logPriorOdds))
    assert.equal(fit.settled, false)
  }
})

test('fitMixture() refuses seeds that are no accounts and options that mean nothing', () => {
  const follows = digraph(buildCsr(2, 2, [0], [1]))
  assert.throws(() => fitMixture(wholeFollows(follows), seedsOf([2])), RangeError)
  assert.throws(
    () =>
      fitMixture(wholeFollows(follows), { rows: Uint32Array.of(1), weights: new Float32Array(0) }),
    /"weights" expected length 1, got 0/,
  )
  assert.throws(
    () => fitMixture(wholeFollows(follows), seedsOf([1]), { growth: NaN }),
    /"growth" expected/,
  )
})

test('mixture scores 0 where the follows say nothing, and nothing at all without follows', () => {
  const platform = platformOf({
    accounts: ['lone'],
    follows: [
      ['ada', 'bo'],
      ['cy', 'bo'],
      ['ada', 'dee'],
      ['cy', 'dee'],
    ],
  })
  const seeds = seedsOf([platform.accounts.find('ada')])
  const scores = mixture.score(platform, seeds, everyRow(platform))
  assert.ok(scores)
  assert.equal(scores[platform.accounts.find('lone')], 0)
  assert.ok(scores[platform.accounts.find('cy')] >= 0)
  assert.equal(
    mixture.score(platformOf({ accounts: ['ada'] }), seedsOf([0]), Uint32Array.of(0)),
    null,
  )
})

test('MIXTURE_MEMBER_SCORE is the score of an account at even odds', () => {
  const { follows, seeds, world } = caseOf({ accounts: 3000, planted: 60, seed: 8 })
  const { logOdds } = fitMixture(wholeFollows(follows), seeds)
  const platform = platformOf({ accounts: [...world.accountIds] })
  const scores = mixture.score({ ...platform, follows }, seeds, everyRow(platform))
  assert.ok(scores)
  for (const [row, odds] of logOdds.entries()) {
    if (Math.abs(odds) > 1e-6) assert.equal(scores[row] > MIXTURE_MEMBER_SCORE, odds > 0)
  }
})

/** 1,000 ordinary accounts, and beside them a network that is a fifth of the platform. */
function crowdedPlatform(seed: number): { readonly follows: Digraph; readonly members: number } {
  const random = createRandom(seed)
  const [ordinary, sources, members] = [1000, 30, 250]
  const rows: number[] = []
  const targets: number[] = []
  const follow = (row: number, target: number) => {
    if (row === target) return
    rows.push(row)
    targets.push(target)
  }
  const popular = () => Math.floor(ordinary * random.next() ** 2)
  for (let row = 0; row < ordinary; row++) for (let k = 0; k < 15; k++) follow(row, popular())
  for (let k = 0; k < members; k++) {
    const isSeeker = k >= sources
    const followed = isSeeker ? 4 + random.below(5) : 0
    for (let s = 0; s < followed; s++) follow(ordinary + k, ordinary + random.below(sources))
    for (let c = 0; c < 10; c++) follow(ordinary + k, popular())
    if (!isSeeker) for (let s = 0; s < 5; s++) follow(random.below(ordinary), ordinary + k)
    // two stars of the whole platform, followed by the whole network
    follow(ordinary + k, 0)
    follow(ordinary + k, 1)
  }
  const size = ordinary + members
  return { follows: digraph(buildCsr(size, size, rows, targets)), members }
}

test('fitMixture() finds a network that is a good part of a small platform', () => {
  for (const seed of [1, 2, 3]) {
    const { follows, members } = crowdedPlatform(seed)
    const first = follows.out.rows - members
    const seeds = Array.from({ length: 20 }, (_, k) => first + 30 + 5 * k)
    const { logOdds } = fitMixture(wholeFollows(follows), seedsOf(seeds))
    const found = logOdds.subarray(first).filter((odds) => odds > 0).length
    assert.ok(found >= 0.9 * members, `seed ${seed}: ${found} of ${members}`)
    const innocent = logOdds.subarray(0, first).filter((odds) => odds > 0).length
    assert.ok(innocent <= 2, `seed ${seed}: ${innocent} innocents`)
  }
})
