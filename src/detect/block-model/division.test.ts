import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../../graph/csr.ts'
import { createRandom, type Random } from '../../util/random.ts'
import { localFollows, type LocalFollows } from '../mixture/local-follows.ts'
import { explainedNats } from './description-length.ts'
import { countTies, divide, moveCost, moveTo } from './division.ts'
import { logFactorial } from './log-factorial.ts'

const BLOCKS = 4

test('moveCost() is what the whole telling, told anew, grows by', () => {
  const random = createRandom(5)
  for (let run = 0; run < 60; run++) {
    const local = randomLocal(random)
    const labels = randomLabels(random, local)
    const i = random.below(labels.length)
    const block = random.below(BLOCKS - 1)
    const division = divide(local, labels.slice(), BLOCKS)
    countTies(division, i)
    const moved = labels.slice()
    moved[i] = block
    const grown = lengthOf(local, moved) - lengthOf(local, labels)
    assert.ok(Math.abs(moveCost(division, i, block) - grown) < 1e-8, `run ${run}`)
  }
})

test('moveTo() leaves the counts of a division made anew', () => {
  const random = createRandom(6)
  const local = randomLocal(random)
  const division = divide(local, randomLabels(random, local), BLOCKS)
  for (let move = 0; move < 200; move++) {
    const i = random.below(division.labels.length)
    countTies(division, i)
    moveTo(division, i, random.below(BLOCKS - 1))
  }
  const { follows, sizes, outs, ins } = divide(local, division.labels.slice(), BLOCKS)
  assert.deepEqual(division.follows, follows)
  assert.deepEqual(division.sizes, sizes)
  assert.deepEqual(division.outs, outs)
  assert.deepEqual(division.ins, ins)
})

test('divide() counts everybody else in the last block, and all follows once', () => {
  const random = createRandom(7)
  const local = randomLocal(random)
  const { follows, sizes } = divide(local, randomLabels(random, local), BLOCKS)
  assert.equal(
    follows.reduce((sum, count) => sum + count, 0),
    local.follows,
  )
  assert.equal(sizes[BLOCKS - 1], 0)
  assert.ok(follows.every((count) => count >= 0))
})

/** Some of the accounts of a small random platform, the others being outside. */
function randomLocal(random: Random): LocalFollows {
  const accounts = 20 + random.below(20)
  const sources = Uint32Array.from({ length: 6 * accounts }, () => random.below(accounts))
  const targets = sources.map((source) => (source + 1 + random.below(accounts - 1)) % accounts)
  const csr = buildCsr(accounts, accounts, sources, targets)
  const rows = Uint32Array.from({ length: accounts }, (_, i) => i)
  return localFollows(
    digraph(csr),
    rows.filter(() => random.next() < 0.7),
  )
}

function randomLabels(random: Random, { following }: LocalFollows): Uint32Array {
  return Uint32Array.from({ length: following.among.rows }, () => random.below(BLOCKS - 1))
}

function lengthOf(local: LocalFollows, labels: Uint32Array): number {
  const division = divide(local, labels.slice(), BLOCKS)
  const which = division.sizes.reduce((sum, size) => sum - logFactorial(size), 0)
  return which - explainedNats(division)
}
