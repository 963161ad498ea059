import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, constantFrom, integer, nat, property } from 'fast-check'
import { createRandom } from '../util/random.ts'
import { ScoreRanks } from './score-ranks.ts'

const LEAST = 2 ** -20

/** Everybody sorted, the plain way. */
function plainTop(scores: readonly number[], count: number): number[] {
  return [...scores.keys()]
    .filter((node) => scores[node] >= LEAST)
    .toSorted((a, b) => scores[b] - scores[a] || a - b)
    .slice(0, count)
}

function assertAgrees(ranks: ScoreRanks, scores: readonly number[], say: string): void {
  const counted = scores.filter((score) => score >= LEAST)
  assert.equal(ranks.ranked, counted.length, say)
  for (const [node, score] of scores.entries()) {
    if (score < LEAST) {
      assert.equal(ranks.rankOf(node), 0, `${say}: node ${node}`)
      continue
    }
    // whoever is clearly higher counts, whoever is not higher never does
    const least = counted.filter((other) => other > score * (1 + 1 / 2048)).length + 1
    const most = counted.filter((other) => other > score).length + 1
    const rank = ranks.rankOf(node)
    assert.ok(rank >= least && rank <= most, `${say}: node ${node}, ${least} ≤ ${rank} ≤ ${most}`)
  }
  for (const count of [0, 1, 3, 1000]) {
    assert.deepEqual([...ranks.top(count)], plainTop(scores, count), `${say}: top ${count}`)
  }
}

test('ScoreRanks agrees with sorting everybody after any changes', () => {
  const score = constantFrom(0, -1, LEAST, 1e-9, 0.001, 0.5, 0.5001, 0.75, 1, 40, 1e30)
  assertProperty(
    property(integer(), array(score, { maxLength: 40 }), array(nat(29)), (seed, given, nodes) => {
      const random = createRandom(seed)
      const ranks = new ScoreRanks(30, LEAST)
      const scores = Array.from({ length: 30 }, () => 0)
      for (const [k, value] of given.entries()) {
        const node = nodes[k] ?? random.below(30)
        ranks.set(node, value)
        scores[node] = Math.fround(value)
        if (random.next() < 0.3) assertAgrees(ranks, scores, `seed ${seed}, change ${k}`)
      }
      assertAgrees(ranks, scores, `seed ${seed}`)
    }),
    { numRuns: 200, seed: 1 },
  )
})

test('ScoreRanks keeps the highest apart from thousands that come and go', () => {
  const random = createRandom(2)
  const ranks = new ScoreRanks(20_000, LEAST)
  const scores = Array.from({ length: 20_000 }, () => 0)
  for (let round = 0; round < 40; round++) {
    for (let k = 0; k < 2_000; k++) {
      const node = random.below(20_000)
      const value = random.next() < 0.3 ? 0 : Math.fround(random.next() ** 8)
      ranks.set(node, value)
      scores[node] = value
    }
    assert.deepEqual([...ranks.top(10)], plainTop(scores, 10), `round ${round}`)
    assert.deepEqual([...ranks.top(700)], plainTop(scores, 700), `round ${round}`)
  }
})

test('ScoreRanks grows, and refuses nodes that it has no room for', () => {
  const ranks = new ScoreRanks(1)
  ranks.set(0, 2)
  assert.throws(() => ranks.set(1, 1), RangeError)
  ranks.makeRoom(3)
  ranks.set(2, 3)
  assert.deepEqual([...ranks.top(5)], [2, 0])
  assert.deepEqual([ranks.rankOf(0), ranks.rankOf(1), ranks.rankOf(2)], [2, 0, 1])
  assert.throws(() => new ScoreRanks(1, 0), RangeError)
})
