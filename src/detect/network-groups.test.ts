import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, type Csr, digraph } from '../graph/csr.ts'
import { undirected } from '../graph/undirected.ts'
import { createRandom } from '../util/random.ts'
import { groupsOf, stabilityOf } from './network-groups.ts'

type Pair = readonly [number, number]

function linksOf(rows: number, pairs: readonly Pair[]): Csr {
  const sources = Uint32Array.from(pairs, ([source]) => source)
  const targets = Uint32Array.from(pairs, ([, target]) => target)
  return undirected(digraph(buildCsr(rows, rows, sources, targets)), 'sum')
}

/** Seekers who follow four of the sources each; rows from `first` on, sources before seekers. */
function ring(first: number, sources: number, seekers: number, seed: number): Pair[] {
  const random = createRandom(seed)
  return Array.from({ length: seekers }, (_, k) =>
    Array.from({ length: 4 }, (): Pair => [first + sources + k, first + random.below(sources)]),
  ).flat()
}

/** Two networks, of 130 and of 220 rows; `shared` seekers of the first follow three of the second. */
function twoNetworks(shared: number): Csr {
  const bridges = Array.from({ length: 3 * shared }, (_, k): Pair => {
    return [30 + Math.floor(k / 3), 130 + ((7 * k) % 40)]
  })
  return linksOf(350, [...ring(0, 30, 100, 1), ...ring(130, 40, 180, 2), ...bridges])
}

const sizesOf = (groups: Uint32Array) => {
  const sizes = new Map<number, number>()
  for (const name of groups) sizes.set(name, (sizes.get(name) ?? 0) + 1)
  return [...sizes.values()].toSorted((a, b) => b - a)
}

test('groupsOf() keeps two networks apart that share a twentieth of their seekers', () => {
  for (const shared of [0, 5, 9]) {
    const groups = groupsOf(twoNetworks(shared))
    const [second, first, ...more] = sizesOf(groups)
    assert.deepEqual(more, [])
    assert.ok(Math.abs(first - 130) <= shared && Math.abs(second - 220) <= shared)
  }
})

test('groupsOf() sees one network where all follow both', () => {
  assert.deepEqual(sizesOf(groupsOf(twoNetworks(100))).length, 1)
})

test('groupsOf() leaves none together that a plain look at all pairs would not', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = createRandom(seed)
    const pairs = Array.from({ length: 90 }, (): Pair => {
      const block = 15 * random.below(4)
      const other = random.next() < 0.15 ? 15 * random.below(4) : block
      return [block + random.below(15), other + random.below(15)]
    }).filter(([a, b]) => a !== b)
    const links = linksOf(60, pairs)
    const groups = groupsOf(links)
    const names = [...new Set(groups)]
    for (const [k, a] of names.entries()) {
      for (const b of names.slice(0, k)) {
        assert.ok(partOfChance(links, groups, a, b) < 0.3, `${seed}: ${a} and ${b}`)
      }
    }
  }
})

/** Links between two groups, as a part of what chance puts there; the naive way. */
function partOfChance(links: Csr, groups: Uint32Array, a: number, b: number): number {
  let between = 0
  let total = 0
  const degrees = { [a]: 0, [b]: 0 }
  for (let i = 0; i < links.rows; i++) {
    for (let e = links.starts[i]; e < links.starts[i + 1]; e++) {
      const weight = links.weights![e]
      total += weight
      if (groups[i] === a || groups[i] === b) degrees[groups[i]] += weight
      if (groups[i] === a && groups[links.targets[e]] === b) between += weight
    }
  }
  return between === 0 ? 0 : (between * total) / (degrees[a] * degrees[b])
}

test('stabilityOf() is high for networks that stand apart, and low for a path', () => {
  const apart = twoNetworks(0)
  for (const stability of stabilityOf(apart, groupsOf(apart), createRandom(1)).values()) {
    assert.ok(stability > 0.8 && stability <= 1, `${stability}`)
  }
  const path = linksOf(
    60,
    Array.from({ length: 59 }, (_, k): Pair => [k, k + 1]),
  )
  const groups = groupsOf(path)
  const stabilities = [...stabilityOf(path, groups, createRandom(1)).values()]
  assert.ok(Math.max(...stabilities) < 0.6, stabilities.join())
})

test('stabilityOf() gives the same for the same stream, and nothing without links', () => {
  const links = twoNetworks(5)
  const groups = groupsOf(links)
  const once = stabilityOf(links, groups, createRandom(3))
  assert.deepEqual([...stabilityOf(links, groups, createRandom(3))], [...once])
  const none = linksOf(3, [])
  assert.deepEqual([...stabilityOf(none, groupsOf(none), createRandom(1)).values()], [])
})
