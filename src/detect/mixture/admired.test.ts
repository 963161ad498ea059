import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../../graph/csr.ts'
import { createRandom } from '../../util/random.ts'
import { admiredLogOdds } from './admired.ts'
import { wholeFollows } from './local-follows.ts'

const [SOURCES, SEEKERS] = [40, 240]
const STAR = SOURCES + SEEKERS
const MEMBERS = Uint32Array.from({ length: STAR + 1 }, (_, row) => row)

/** Sources, seekers, one star of both; each source follows so many of the others. */
function network(sourceLinks: number, seed = 1, starOfSources = 0.7) {
  const random = createRandom(seed)
  const sources: number[] = []
  const targets: number[] = []
  const follow = (source: number, target: number) => {
    if (source === target) return
    sources.push(source)
    targets.push(target)
  }
  for (let i = 0; i < SOURCES; i++) {
    for (let k = 0; k < sourceLinks; k++) follow(i, random.below(SOURCES))
    if (random.next() < starOfSources) follow(i, STAR)
  }
  for (let i = SOURCES; i < STAR; i++) {
    for (let k = 0; k < 6; k++) follow(i, random.below(SOURCES))
    if (random.next() < 0.7) follow(i, STAR)
  }
  return wholeFollows(digraph(buildCsr(STAR + 1, STAR + 1, sources, targets)))
}

test('admiredLogOdds() tells a star of the whole network from its sources', () => {
  let mistaken = 0
  for (const links of [0, 1, 2, 3]) {
    for (const seed of [1, 2, 3]) {
      const odds = admiredLogOdds(network(links, seed), MEMBERS)
      assert.ok(odds.get(STAR)! > 0, `${links} links, seed ${seed}: ${odds.get(STAR)}`)
      for (let i = 0; i < SOURCES; i++) if (odds.get(i)! > 0) mistaken++
    }
  }
  assert.ok(mistaken <= 5, `${mistaken} of 480 sources taken for stars`)
})

test('admiredLogOdds() says nothing against one whom seekers alone follow', () => {
  const odds = admiredLogOdds(network(0, 1, 0), MEMBERS)
  assert.ok(odds.get(STAR)! < 0)
})

test('admiredLogOdds() is silent where there are too few sources to learn from', () => {
  const few = MEMBERS.filter((row) => row < 5 || row >= SOURCES)
  assert.equal(admiredLogOdds(network(2), few).size, 0)
  assert.equal(admiredLogOdds(network(2), new Uint32Array(0)).size, 0)
})

test('admiredLogOdds() asks neither seekers nor strangers', () => {
  const odds = admiredLogOdds(network(2), MEMBERS)
  for (let i = SOURCES; i < STAR; i++) assert.equal(odds.has(i), false)
  assert.equal(odds.size, SOURCES + 1)
})
