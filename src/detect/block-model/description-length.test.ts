import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { blockCost, explainedNats } from './description-length.ts'

test('explainedNats() is what blocks leave of all ways to tie the ends of follows', () => {
  const random = createRandom(3)
  for (let run = 0; run < 30; run++) {
    // a few follows, each with the block of either end
    const from = Array.from({ length: 6 }, () => random.below(3))
    const to = Array.from({ length: 6 }, () => random.below(3))
    const wanted = tally(from, to)
    let all = 0
    let alike = 0
    for (const order of orders([0, 1, 2, 3, 4, 5])) {
      all++
      const tied = tally(
        from,
        order.map((k) => to[k]),
      )
      if (tied.join() === wanted.join()) alike++
    }
    const nats = explainedNats({ blocks: 3, follows: wanted, sizes: [1, 1, 1] })
    assert.ok(Math.abs(nats - Math.log(all / alike)) < 1e-9, `run ${run}`)
  }
})

test('explainedNats() comes to the likelihood of Karrer and Newman where counts are large', () => {
  // by hand: E = 1,000; each block has 500 ends either way, so 450 ln (1,000 · 450 / 500²) twice, and
  // 50 ln (1,000 · 50 / 500²) twice
  const karrerNewman = 900 * Math.log(1.8) + 100 * Math.log(0.2)
  for (const [scale, near] of [
    [1, 0.01],
    [1000, 1e-4],
  ] as const) {
    const follows = [450, 50, 50, 450].map((count) => count * scale)
    const nats = explainedNats({ blocks: 2, follows, sizes: [50, 50] })
    assert.ok(Math.abs(nats / (scale * karrerNewman) - 1) < near, `${nats}`)
  }
})

test('explainedNats() says nothing for one block, or for blocks that follow as degrees have it', () => {
  assert.equal(explainedNats({ blocks: 1, follows: [12], sizes: [4] }), 0)
  const apart = explainedNats({ blocks: 2, follows: [900, 300, 300, 100], sizes: [30, 10] })
  assert.ok(apart < 5, `${apart}`)
})

test('explainedNats() tells the karate club shorter by its two factions than by degree', () => {
  // Karrer and Newman 2011, figure 2: without degrees corrected the hubs are one block, with them the
  // factions are. Zachary's club by who stays with whom: 10 ties cross, of 78; 33 and 35 within
  const byFaction = [66, 10, 10, 70]
  // the five with most ties, 64 ends, 5 ties among them
  const byDegree = [10, 54, 54, 38]
  const nats = [byFaction, byDegree].map((follows) =>
    explainedNats({ blocks: 2, follows, sizes: [17, 17] }),
  )
  assert.ok(nats[0] > nats[1], nats.join())
})

test('blockCost() has room for every division into as many blocks: no two are told alike', () => {
  // Kraft: a telling of c nats is one of e^c at most, so all others with its marks must fit in
  const follows = [2, 1, 0, 0, 1, 1, 1, 0, 2]
  const sizes = [2, 3, 2]
  const matrices = matricesLike(follows, 3)
  const partitions = 210 // 7! / (2! · 3! · 2!)
  const cost = blockCost({ blocks: 3, follows, sizes })
  assert.ok(cost >= Math.log(matrices * partitions), `${cost}, ${matrices}`)
})

test('blockCost() of a block more grows with it', () => {
  const one = blockCost({ blocks: 2, follows: [400, 50, 50, 500], sizes: [100, 0] })
  const two = blockCost({
    blocks: 3,
    follows: [200, 50, 25, 50, 100, 25, 25, 25, 500],
    sizes: [60, 40, 0],
  })
  assert.ok(two > one)
})

function tally(from: readonly number[], to: readonly number[]): number[] {
  const counts = Array.from({ length: 9 }, () => 0)
  for (const [k, r] of from.entries()) counts[3 * r + to[k]]++
  return counts
}

function* orders(left: readonly number[]): Generator<number[]> {
  if (left.length === 0) yield []
  for (const first of left) {
    for (const rest of orders(left.filter((k) => k !== first))) yield [first, ...rest]
  }
}

/** How many matrices have the same sums of rows and columns. */
function matricesLike(follows: readonly number[], blocks: number): number {
  const outs = Array.from({ length: blocks }, () => 0)
  const ins = Array.from({ length: blocks }, () => 0)
  for (const [k, count] of follows.entries()) {
    outs[Math.floor(k / blocks)] += count
    ins[k % blocks] += count
  }
  const fill = (cell: number): number => {
    if (cell === blocks * blocks) return [...outs, ...ins].every((left) => left === 0) ? 1 : 0
    const [r, s] = [Math.floor(cell / blocks), cell % blocks]
    let count = 0
    const most = Math.min(outs[r], ins[s])
    for (let value = 0; value <= most; value++) {
      outs[r] -= value
      ins[s] -= value
      count += fill(cell + 1)
      outs[r] += value
      ins[s] += value
    }
    return count
  }
  return fill(0)
}
