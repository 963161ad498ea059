import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../../graph/csr.ts'
import { createRandom } from '../../util/random.ts'
import { logistic } from '../mixture/belief-update.ts'
import { wholeFollows } from '../mixture/local-follows.ts'
import { explainedNats } from './description-length.ts'
import { divide } from './division.ts'
import { accountsAround, grow, MEMBER_COST } from './grow.ts'
import { logFactorial } from './log-factorial.ts'
import { memberMarginals } from './marginals.ts'

const NETWORK = 1
const BLOCKS = 3
const DOUBTFUL = [30, 31, 32, 33]

/** A hundred accounts: thirty who follow each other, some who follow a few of them, and others. */
function inDoubt() {
  const random = createRandom(2)
  const [sources, targets]: [number[], number[]] = [[], []]
  const follow = (source: number, target: number) => {
    if (source === target) return
    sources.push(source)
    targets.push(target)
  }
  for (let i = 0; i < 30; i++) for (let k = 0; k < 8; k++) follow(i, random.below(30))
  for (let i = 30; i < 100; i++) for (let k = 0; k < 6; k++) follow(i, 30 + random.below(70))
  for (const [k, i] of DOUBTFUL.entries()) {
    for (let j = 0; j <= 3 + k; j++) {
      follow(i, j)
      follow(10 + j, i)
    }
  }
  const local = wholeFollows(digraph(buildCsr(100, 100, sources, targets)))
  const labels = Uint32Array.from({ length: 100 }, (_, i) => (i < 30 ? NETWORK : 0))
  return { local, labels }
}

test('memberMarginals() agrees with adding up all divisions of the accounts in doubt', () => {
  const { local, labels } = inDoubt()
  const sampled = memberMarginals(divide(local, labels.slice(), BLOCKS), NETWORK)

  const shares = new Map(DOUBTFUL.map((i) => [i, 0]))
  let total = 0
  const lengths: [Set<number>, number][] = []
  for (let mask = 0; mask < 2 ** DOUBTFUL.length; mask++) {
    const members = new Set(DOUBTFUL.filter((_i, k) => (mask >> k) & 1))
    const told = divide(
      local,
      labels.map((label, i) => (members.has(i) ? NETWORK : label)),
      BLOCKS,
    )
    const which = told.sizes.reduce((sum, size) => sum - logFactorial(size), 0)
    lengths.push([members, which - explainedNats(told) + MEMBER_COST * members.size])
  }
  const least = Math.min(...lengths.map(([, length]) => length))
  for (const [members, length] of lengths) {
    const weight = Math.exp(least - length)
    total += weight
    for (const i of members) shares.set(i, shares.get(i)! + weight)
  }
  for (const i of DOUBTFUL) {
    const exact = shares.get(i)! / total
    const share = logistic(sampled[i])
    assert.ok(Math.abs(share - exact) < 0.1, `${i}: ${share} against ${exact}`)
  }
  // the question is one: neither all in nor all out
  const exact = DOUBTFUL.map((i) => shares.get(i)! / total)
  assert.ok(Math.min(...exact) < 0.5 && Math.max(...exact) > 0.5, exact.join())
})

test('grow() stops where moving anybody it looks at would make the telling longer', () => {
  const { local, labels } = inDoubt()
  const division = divide(local, labels.slice(), BLOCKS)
  grow(division, NETWORK, new Set())
  const lengthWith = (changed: Uint32Array) => {
    const told = divide(local, changed, BLOCKS)
    const which = told.sizes.reduce((sum, size) => sum - logFactorial(size), 0)
    return which - explainedNats(told) + MEMBER_COST * told.sizes[NETWORK]
  }
  const atRest = lengthWith(division.labels.slice())
  for (const i of accountsAround(division, NETWORK)) {
    const moved = division.labels.slice()
    moved[i] = moved[i] === NETWORK ? 0 : NETWORK
    assert.ok(lengthWith(moved) >= atRest - 1e-9, `account ${i}`)
  }
})
