/**
 * Evidence paths: how a node is connected with the seeds, for a person to look at.
 *
 * Paths of one to three hops, over layers walked both ways. A path costs the sum of ln(entries)
 * over the nodes between its ends: minus the log of the chance that a walker who leaves each of
 * them at random takes just this way. So a direct link costs nothing, a shorter path costs less
 * than a longer one through the same nodes, and a way through what everybody links to costs more
 * than one through what hardly anybody does.
 *
 * Both ends are opened by one hop and met in the middle, the nodes beside the far end in order of
 * their cost, so that what is left when the cap on work bites is what says least. (Adamic and Adar's
 * weighting of shared neighbours, made into a length of paths.)
 *
 * @module
 */
import { hasEntry } from './csr.ts'
import { checkNodes, entryCount, type Direction, type Layers } from './layers.ts'

export interface PathOptions {
  /** How many paths at most. */
  readonly limit?: number // defaults to 5
  /** Hops of a path at most: 1, 2 or 3. */
  readonly maxLength?: number // defaults to 3
  /** Entries looked at for one node at most, so that a hub is answered in time too. */
  readonly maxEntries?: number // defaults to 1,000,000
}

export interface EvidencePath {
  /** From a seed to the node asked for. */
  readonly nodes: readonly number[]
  /** What links each node with the next: one entry at least, several where several do. */
  readonly hops: readonly (readonly Link[])[]
  /** 0 for a direct link; smaller says more. */
  readonly cost: number
}

export interface Link {
  /** Place of the part among the parts of the layers. */
  readonly part: number
  /** `out` if the entry goes from the earlier node of the path to the later. */
  readonly direction: Direction
}

/**
 * A function that gives the cheapest paths from the seeds to a node, cheapest first; of equals, the
 * shorter, then the one with smaller numbers. No path goes through another seed (it would only
 * say what a shorter one says), nor twice through a node; a seed is asked about like any other node,
 * and then is none itself. The function keeps about 9 bytes a node.
 *
 * Making it is linear in nodes and in the entries of the seeds. A call is linear in the entries of
 * the nodes beside the one asked for, up to `maxEntries`, and usually far less: it ends when
 * nothing cheaper can come.
 *
 * @throws {RangeError} if a seed is not a node or an option is out of range; so does the function.
 */
export function pathsFrom(
  layers: Layers,
  seeds: ArrayLike<number>,
  { limit = 5, maxLength = 3, maxEntries = 1_000_000 }: PathOptions = {},
): (node: number) => readonly EvidencePath[] {
  const { order, steps } = layers
  checkNodes('seeds', seeds, order)
  if (!(limit >= 0)) throw new RangeError(`"limit" expected ≥ 0, got ${limit}`)
  if (maxLength !== 1 && maxLength !== 2 && maxLength !== 3) {
    throw new RangeError(`"maxLength" expected 1, 2 or 3, got ${maxLength}`)
  }
  const distinct = Uint32Array.from(new Set(Array.from(seeds))).toSorted()
  const isSeed = new Uint8Array(order)
  for (const seed of distinct) isSeed[seed] = 1

  // the seeds beside each node, as lists in one array; rising, because the last goes in first
  const firstBeside = new Int32Array(order).fill(-1)
  const nextBeside: number[] = []
  const seedBeside: number[] = []
  const stamps = new Uint32Array(order)
  let stamp = 0
  for (const seed of distinct.toReversed()) {
    for (const node of neighbours(seed)) {
      nextBeside.push(firstBeside[node])
      seedBeside.push(seed)
      firstBeside[node] = seedBeside.length - 1
    }
  }

  /** Each neighbour once. */
  function neighbours(node: number): number[] {
    const found: number[] = []
    stamp++
    for (const { csr, rowsAt, columnsAt } of steps) {
      const i = node - rowsAt
      if (i < 0 || i >= csr.rows) continue
      for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) {
        const neighbour = csr.targets[e] + columnsAt
        if (neighbour === node || stamps[neighbour] === stamp) continue
        stamps[neighbour] = stamp
        found.push(neighbour)
      }
    }
    return found
  }

  function pathsTo(node: number): readonly EvidencePath[] {
    checkNodes('node', [node], order)
    const best: Candidate[] = []
    const keep = (candidate: Candidate) => {
      let place = best.length
      while (place > 0 && compare(candidate, best[place - 1]) < 0) place--
      if (place >= limit) return
      best.splice(place, 0, candidate)
      if (best.length > limit) best.pop()
    }
    const isTooDear = (cost: number) => best.length >= limit && cost > (best.at(-1)?.cost ?? -1)
    const meet = (middle: number, rest: readonly number[], cost: number) => {
      for (let k = firstBeside[middle]; k >= 0; k = nextBeside[k]) {
        if (seedBeside[k] !== node) keep({ cost, nodes: [seedBeside[k], middle, ...rest] })
      }
    }

    for (let k = firstBeside[node]; k >= 0; k = nextBeside[k]) {
      keep({ cost: 0, nodes: [seedBeside[k], node] })
    }
    if (maxLength === 1) return best.map(describe)

    const costs = new Map<number, number>()
    const beside = neighbours(node).filter((near) => isSeed[near] === 0)
    for (const near of beside) costs.set(near, Math.log(entryCount(layers, near)))
    beside.sort((a, b) => costs.get(a)! - costs.get(b)! || a - b)
    for (const near of beside) {
      const cost = costs.get(near)!
      if (isTooDear(cost)) break
      meet(near, [node], cost)
    }
    if (maxLength === 2) return best.map(describe)

    let visited = 0
    for (const near of beside) {
      visited += entryCount(layers, near)
      if (visited > maxEntries) break
      const nearCost = costs.get(near)!
      if (isTooDear(nearCost)) break
      for (const far of neighbours(near)) {
        if (far === node || firstBeside[far] < 0 || isSeed[far] !== 0) continue
        const cost = nearCost + Math.log(entryCount(layers, far))
        if (!isTooDear(cost)) meet(far, [near, node], cost)
      }
    }
    return best.map(describe)
  }

  function describe({ cost, nodes }: Candidate): EvidencePath {
    const hops = nodes.slice(1).map((to, k) => linksBetween(layers, nodes[k], to))
    return Object.freeze({ nodes: Object.freeze(nodes), hops: Object.freeze(hops), cost })
  }

  return pathsTo
}

interface Candidate {
  readonly cost: number
  readonly nodes: readonly number[]
}

function compare(a: Candidate, b: Candidate): number {
  if (a.cost !== b.cost) return a.cost - b.cost
  if (a.nodes.length !== b.nodes.length) return a.nodes.length - b.nodes.length
  const k = a.nodes.findIndex((node, place) => node !== b.nodes[place])
  return k < 0 ? 0 : a.nodes[k] - b.nodes[k]
}

function linksBetween({ steps }: Layers, from: number, to: number): readonly Link[] {
  const links: Link[] = []
  for (const { csr, rowsAt, columnsAt, part, direction } of steps) {
    const i = from - rowsAt
    const j = to - columnsAt
    if (i < 0 || i >= csr.rows || j < 0 || j >= csr.columns) continue
    if (hasEntry(csr, i, j)) links.push(Object.freeze({ part, direction }))
  }
  return Object.freeze(links)
}
