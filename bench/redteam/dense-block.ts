/**
 * FRAUDAR (Hooi et al., KDD 2016) for follows: the block of followers and followed that is densest, a
 * follow weighing 1 / log(d + 5) where d follow its target, so that following the popular hides nobody.
 * Greedy: whoever has the least weight left goes, again and again; no block is more than twice as dense
 * as the densest on the way.
 *
 * Here for comparison alone: what it adds to the map stands in docs/redteam.md.
 *
 * @module
 */
import { type PairColumns } from '../../src/simulate/pairs.ts'

export interface Peeling {
  /** One for each account: how late it went, as a follower or as followed; the last are the densest. */
  readonly places: Float64Array
  /** The densest block on the way, as accounts. */
  readonly block: Uint32Array
}

/**
 * @param seeds never go: what is left last is dense together with them. None for plain FRAUDAR.
 * @param pull how much more a follow of or by a seed weighs.
 */
export function peel(
  { sources, targets }: Pick<PairColumns, 'sources' | 'targets'>,
  accounts: number,
  seeds: Uint32Array,
  pull: number,
): Peeling {
  const followed = new Float64Array(accounts)
  for (const target of targets) followed[target]++
  const isSeed = new Uint8Array(accounts)
  for (const row of seeds) isSeed[row] = 1
  const weights = Float64Array.from(sources, (source, e) => {
    const weight = 1 / Math.log(followed[targets[e]] + 5)
    return isSeed[source] || isSeed[targets[e]] ? pull * weight : weight
  })
  // an account stands twice: as who follows, and, `accounts` places on, as who is followed
  const ends = [...sources].map((source, e) => [source, targets[e] + accounts] as const)
  const ties: number[][] = Array.from({ length: 2 * accounts }, () => [])
  const left = new Float64Array(2 * accounts)
  for (const [e, pair] of ends.entries()) {
    for (const node of pair) {
      ties[node].push(e)
      left[node] += weights[e]
    }
  }
  const least = createHeap()
  const isGone = new Uint8Array(2 * accounts)
  let size = 0
  for (let node = 0; node < 2 * accounts; node++) {
    if (ties[node].length === 0) isGone[node] = 1
    else size++
    if (ties[node].length > 0 && !isSeed[node % accounts]) least.add(left[node], node)
  }
  let weight = weights.reduce((sum, each) => sum + each, 0)
  const order: number[] = []
  let [densest, best] = [weight / size, 0]
  for (let entry = least.take(); entry; entry = least.take()) {
    const { key, node } = entry
    if (isGone[node] || key > left[node]) continue
    isGone[node] = 1
    order.push(node)
    weight -= left[node]
    size--
    for (const e of ties[node]) {
      const other = ends[e][0] === node ? ends[e][1] : ends[e][0]
      if (isGone[other]) continue
      left[other] -= weights[e]
      if (!isSeed[other % accounts]) least.add(left[other], other)
    }
    if (size > 0 && weight / size > densest) [densest, best] = [weight / size, order.length]
  }
  const places = new Float64Array(accounts)
  for (const [k, node] of order.entries()) places[node % accounts] = k + 1
  for (const row of seeds) places[row] = Infinity
  const peeledFirst = new Set(order.slice(0, best))
  const inBlock = (row: number) =>
    [row, row + accounts].some((node) => ties[node].length > 0 && !peeledFirst.has(node))
  const block = Uint32Array.from(places.keys()).filter(inBlock)
  return { places, block }
}

/** A binary heap, least key first. A node may stand in it again with another key. */
function createHeap() {
  const keys: number[] = []
  const nodes: number[] = []
  const swap = (a: number, b: number) => {
    ;[keys[a], keys[b]] = [keys[b], keys[a]]
    ;[nodes[a], nodes[b]] = [nodes[b], nodes[a]]
  }
  return {
    add(key: number, node: number) {
      let at = keys.push(key) - 1
      nodes.push(node)
      for (let up = (at - 1) >> 1; at > 0 && keys[at] < keys[up]; at = up, up = (at - 1) >> 1) {
        swap(at, up)
      }
    },
    take(): { key: number; node: number } | null {
      if (keys.length === 0) return null
      swap(0, keys.length - 1)
      const first = { key: keys.pop()!, node: nodes.pop()! }
      for (let at = 0; ;) {
        let next = 2 * at + 1
        if (next >= keys.length) break
        if (next + 1 < keys.length && keys[next + 1] < keys[next]) next++
        if (keys[at] <= keys[next]) break
        swap(at, next)
        at = next
      }
      return first
    },
  }
}
