import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../../graph/csr.ts'
import { createRandom, type Random } from '../../util/random.ts'
import { type LocalFollows, wholeFollows } from '../mixture/local-follows.ts'
import { fitBlocks } from './fit.ts'

const ACCOUNTS = 4000
/** Equals: 40 who follow 8 of each other; then innocents: a company of 30 in which every third pair does. */
const EQUALS = range(0, 40)
const COMPANY = range(40, 70)

test('fitBlocks() finds a network of equals, and nobody else', () => {
  for (const seed of [1, 2, 3]) {
    const fit = fitBlocks(madeUp(createRandom(seed)), Uint32Array.from(EQUALS.slice(0, 8)))
    assert.ok(fit)
    const claimed = [...fit.logOdds.keys()].filter((i) => fit.logOdds[i] > 0)
    assert.ok(claimed.filter((i) => i < EQUALS.length).length >= 36, `${claimed.length}`)
    assert.ok(claimed.filter((i) => i >= EQUALS.length).length <= 1)
    assert.ok(fit.nats > 0)
    assert.equal(fit.members, claimed.length)
  }
})

test('fitBlocks() finds the network although some seeds are of an innocent company', () => {
  const seeds = Uint32Array.from([...EQUALS.slice(0, 8), ...COMPANY.slice(0, 3)])
  const fit = fitBlocks(madeUp(createRandom(4)), seeds)
  assert.ok(fit)
  assert.ok(COMPANY.every((i) => !(fit.logOdds[i] > 0)))
  assert.ok(EQUALS.filter((i) => fit.logOdds[i] > 0).length >= 36)
})

test('fitBlocks() finds none where seeds are anybody, or few of one company', () => {
  const random = createRandom(5)
  const local = madeUp(random)
  for (let run = 0; run < 5; run++) {
    const anybody = Array.from({ length: 8 }, () => 70 + random.below(ACCOUNTS - 70))
    for (const rows of [anybody, [...anybody.slice(0, 5), ...COMPANY.slice(0, 3)]]) {
      assert.equal(fitBlocks(local, Uint32Array.from(new Set(rows)).toSorted()), null)
    }
  }
})

test('fitBlocks() gives the same fit each time', () => {
  const seeds = Uint32Array.from(EQUALS.slice(0, 6))
  const [one, other] = [1, 1].map((seed) => fitBlocks(madeUp(createRandom(seed)), seeds))
  assert.deepEqual(one, other)
})

test('fitBlocks() says nothing of fewer than three seeds, and refuses one that is no account', () => {
  const local = madeUp(createRandom(1))
  assert.equal(fitBlocks(local, Uint32Array.of(0, 1)), null)
  assert.throws(() => fitBlocks(local, Uint32Array.of(0, 1, ACCOUNTS)), RangeError)
})

/** Five communities of 800, everybody following 6 of their own and 4 of anybody. */
function madeUp(random: Random): LocalFollows {
  const sources: number[] = []
  const targets: number[] = []
  const follow = (source: number, target: number) => {
    if (source === target) return
    sources.push(source)
    targets.push(target)
  }
  for (let i = 0; i < ACCOUNTS; i++) {
    for (let k = 0; k < 6; k++) follow(i, (i % 5) + 5 * random.below(ACCOUNTS / 5))
    for (let k = 0; k < 4; k++) follow(i, random.below(ACCOUNTS))
  }
  for (const i of EQUALS) for (let k = 0; k < 8; k++) follow(i, random.below(EQUALS.length))
  for (const i of COMPANY) {
    for (const j of COMPANY) if (random.next() < 0.3) follow(i, j)
  }
  return wholeFollows(digraph(buildCsr(ACCOUNTS, ACCOUNTS, sources, targets)))
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, k) => first + k)
}
