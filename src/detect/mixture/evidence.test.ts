import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, type Csr, digraph } from '../../graph/csr.ts'
import { denseMatrix } from '../../graph/dense.ts'
import { randomCsr } from '../../graph/random-graphs.ts'
import { createRandom, type Random } from '../../util/random.ts'
import { CLASS_COUNT, degreeClass, learnChance } from './chance.ts'
import { createSide, MOST_WITNESSES, softplus, weighEvidence } from './evidence.ts'
import { wholeFollows } from './local-follows.ts'
import { type Assumptions, LEAST_WEIGHT, resolveAssumptions } from './options.ts'
import { createRoleBelief, type RoleBelief, UNTOUCHED } from './role-belief.ts'
import { fillLogPrior, firstShareFrom, SHARE_COUNT, SHARES } from './shares.ts'

/** The formula in the header of evidence.ts, written out over the dense matrix. */
function naiveEvidence(
  rows: Csr,
  chance: 'line' | 'steps',
  isSeed: Uint8Array,
  judged: RoleBelief,
  partners: RoleBelief,
  assumptions: Assumptions,
): Float64Array {
  const n = rows.rows
  const follows = denseMatrix(rows)
  const everybody = Array.from({ length: n }, (_, i) => i)
  const sum = (of: (i: number) => number) => everybody.reduce((total, i) => total + of(i), 0)
  const { priorOdds, mostFromOneFollow, pseudoFollows, leastOfTypicalShare } = assumptions
  const degree = (i: number) => sum((j) => follows[i][j])
  const w = (j: number) => (partners.weights[j] >= LEAST_WEIGHT ? partners.weights[j] : 0)
  const v = (i: number) => (judged.weights[i] >= LEAST_WEIGHT ? judged.weights[i] : 0)
  const allOf = (j: number) => sum((i) => follows[i][j])
  const membersOf = (j: number) => sum((i) => follows[i][j] * v(i))
  const total = sum(degree)
  const memberFollows = sum((j) => w(j) * (membersOf(j) + pseudoFollows))
  const rate = sum((j) => (w(j) * Math.max(0, allOf(j) - membersOf(j))) / total)
  const degrees = Uint32Array.from(everybody, degree)
  const meetings = Float64Array.from(everybody, (i) => sum((j) => follows[i][j] * w(j)))
  const classes = Uint8Array.from(degrees, degreeClass)
  const outsiders = {
    accounts: new Float64Array(CLASS_COUNT),
    degrees: new Float64Array(CLASS_COUNT),
    meetings: new Float64Array(CLASS_COUNT),
  }
  const factors = learnChance(
    chance,
    { degrees, classes, meetings, weights: judged.weights, rate, outsiders },
    new Float64Array(48).fill(1),
  )

  const chanceOf = (j: number) => (Math.max(0, allOf(j) - membersOf(j)) + pseudoFollows) / total
  const cap = (x: number) => Math.min(Math.exp(mostFromOneFollow), x)
  const possible = sum((i) => (meetings[i] > 0 ? v(i) * degree(i) : 0))
  const typical = possible > 0 ? sum((i) => v(i) * meetings[i]) / possible : 0.1
  const first = firstShareFrom((chance === 'steps' ? leastOfTypicalShare : 0.15) * typical)
  const logPrior = new Float64Array(SHARE_COUNT)
  fillLogPrior(logPrior, judged.learnedShares, first)

  return Float64Array.from(everybody, (i) => {
    if (meetings[i] === 0) return UNTOUCHED
    const likelihood = SHARES.map((p) => {
      let product = (1 - p) ** degree(i)
      for (const j of everybody) {
        if (follows[i][j] === 0 || w(j) === 0) continue
        let weight = w(j)
        if (v(i) > 0 && isSeed[j] === 0) {
          const share = partners.shares[j]
          const said = cap(1 + (share / (1 - share)) * judged.ratios[i])
          const odds =
            priorOdds * Math.exp(partners.evidence[j] + partners.penalties[j] + partners.offset)
          weight = Math.min(weight, odds / (odds + said))
        }
        const byMembers = (weight * (membersOf(j) - v(i) + pseudoFollows)) / memberFollows
        const ratio = byMembers / chanceOf(j) / factors[classes[i]]
        product *= cap(1 + (p / (1 - p)) * ratio)
      }
      return chance === 'steps' ? product ** Math.min(1, MOST_WITNESSES / meetings[i]) : product
    })
    const asMember = SHARES.reduce(
      (mean, _, g) => (g < first ? mean : mean + Math.exp(logPrior[g]) * likelihood[g]),
      0,
    )
    const favoured = Math.max(0, ...likelihood.slice(0, first))
    return Math.log(asMember) - (chance === 'steps' ? Math.log(1 + favoured) : 0)
  })
}

function randomBelief(random: Random, accounts: number): RoleBelief {
  const belief = createRoleBelief(accounts)
  for (let i = 0; i < accounts; i++) {
    if (random.next() < 0.5) belief.weights[i] = random.next()
    belief.evidence[i] = 10 * random.next() - 3
    belief.shares[i] = 0.9 * random.next()
    belief.ratios[i] = 30 * random.next()
    belief.penalties[i] = random.next() < 0.2 ? -2 : 0
  }
  belief.offset = random.next() - 0.5
  return belief
}

test('weighEvidence() agrees with the formula written out on 200 random graphs', () => {
  const random = createRandom(5)
  for (let run = 0; run < 200; run++) {
    const accounts = 2 + random.below(25)
    const follows = digraph(randomCsr(random, accounts, accounts, 1 + random.below(120)))
    const judged = randomBelief(random, accounts)
    const partners = randomBelief(random, accounts)
    const isSeed = Uint8Array.from({ length: accounts }, () => (random.next() < 0.2 ? 1 : 0))
    const chance = run % 2 === 0 ? 'line' : 'steps'
    const assumptions = resolveAssumptions(run % 3 === 0 ? { mostFromOneFollow: 2 } : {})

    const expected = naiveEvidence(follows.out, chance, isSeed, judged, partners, assumptions)
    const local = wholeFollows(follows)
    const side = createSide(local, local.following, local.followed, chance, isSeed)
    weighEvidence(side, judged, partners, assumptions)
    for (let i = 0; i < accounts; i++) {
      const gap = Math.abs(judged.evidence[i] - expected[i])
      assert.ok(gap < 1e-9, `run ${run}, account ${i}: ${judged.evidence[i]} and ${expected[i]}`)
    }
  }
})

test('weighEvidence() does not run over when an account meets a thousand members', () => {
  // two seekers follow the same thousand sources; a hundred strangers follow each other
  const pairs = Array.from({ length: 2000 }, (_, e) => [e % 2, 2 + (e >> 1)])
  for (let a = 0; a < 100; a++) {
    for (let b = 0; b < 100; b++) if (a !== b) pairs.push([1002 + a, 1002 + b])
  }
  const sources = pairs.map(([source]) => source)
  const targets = pairs.map(([, target]) => target)
  const follows = digraph(buildCsr(1102, 1102, sources, targets))
  const seekers = createRoleBelief(1102)
  const believed = createRoleBelief(1102)
  seekers.weights[1] = 1
  believed.weights.fill(1, 2, 1002)
  const local = wholeFollows(follows)
  const side = createSide(local, local.following, local.followed, 'line', new Uint8Array(1102))
  weighEvidence(side, seekers, believed, resolveAssumptions({ pseudoFollows: 0.001 }))
  assert.ok(seekers.evidence[0] > 500 && Number.isFinite(seekers.evidence[0]))
})

test('weighEvidence() lets a crowd of followers say no more than some dozens', () => {
  // account 0 is followed by 60 seekers, account 1 by 600, and each by as many strangers
  const pairs: [number, number][] = []
  for (let k = 0; k < 600; k++) {
    pairs.push([2 + k, 1], [602 + k, 1])
    if (k < 60) pairs.push([2 + k, 0], [602 + k, 0])
  }
  for (let k = 0; k < 20_000; k++) pairs.push([602 + (k % 600), 1202 + Math.floor(k / 600)])
  const sources = pairs.map(([source]) => source)
  const targets = pairs.map(([, target]) => target)
  const follows = digraph(buildCsr(1902, 1902, sources, targets))
  const seekers = createRoleBelief(1902)
  const believed = createRoleBelief(1902)
  seekers.weights.fill(1, 2, 602)
  const local = wholeFollows(follows)
  const side = createSide(local, local.followed, local.following, 'steps', new Uint8Array(1902))
  weighEvidence(side, believed, seekers, resolveAssumptions({}))
  assert.ok(believed.evidence[0] > 8, `${believed.evidence[0]}`)
  assert.ok(believed.evidence[1] < 2 * believed.evidence[0])
})

test('softplus() is log(1 + e^x) wherever that can be written', () => {
  for (const x of [-20, -1, 0, 0.5, 20]) {
    assert.ok(Math.abs(softplus(x) - Math.log(1 + Math.exp(x))) < 1e-9)
  }
  assert.equal(softplus(1000), 1000)
})
