/**
 * The part of a network that a page can hold: a few hundred accounts and a few thousand follows.
 *
 * Who the network turns on comes first (seeds, sources, at-risk, connectors), each up to a quota;
 * the rest is an even random sample. Every kept account keeps a follow when it has one among the kept.
 */
import { type Role } from '../../model/role.ts'
import { createRandom, type Random } from '../../util/random.ts'
import { type ReportNetwork, type ReportNode } from './report-data.ts'

export interface NetworkSample {
  readonly nodes: readonly ReportNode[]
  /** Pairs of places in `nodes`. */
  readonly follows: readonly (readonly [number, number])[]
  /** Follows among the kept accounts, before any were left out. */
  readonly followsBefore: number
}

export const MAX_NODES = 600
export const MAX_FOLLOWS = 5_000

/** No more than this of the page for one kind, so that a large kind does not push out the others. */
const QUOTAS: readonly (readonly [kind: Role | 'seed', quota: number])[] = [
  ['seed', 80],
  ['source', 120],
  ['at-risk', 60],
  ['connector', 80],
]

export function sampleNetwork({ nodes, follows }: ReportNetwork): NetworkSample {
  const random = createRandom(nodes.length * 31 + follows.length)
  const kept = nodes.length <= MAX_NODES ? nodes.map((_, i) => i) : keepNodes(nodes, random)
  const places = new Map(kept.map((node, place) => [node, place]))
  const inside: [number, number][] = []
  for (const [from, to] of follows) {
    const a = places.get(from)
    const b = places.get(to)
    if (a !== undefined && b !== undefined && a !== b) inside.push([a, b])
  }
  return {
    nodes: kept.map((node) => nodes[node]),
    followsBefore: inside.length,
    follows:
      inside.length <= MAX_FOLLOWS ? inside : keepFollows(inside, kept.length, random.fork(1)),
  }
}

function keepNodes(nodes: readonly ReportNode[], random: Random): number[] {
  const order = shuffled(nodes.length, random)
  const kept = new Set<number>()
  for (const [kind, quota] of QUOTAS) {
    let room = quota
    for (const i of order) {
      if (room === 0) break
      if (kept.has(i) || !(kind === 'seed' ? nodes[i].seed : nodes[i].role === kind)) continue
      kept.add(i)
      room--
    }
  }
  for (const i of order) {
    if (kept.size >= MAX_NODES) break
    kept.add(i)
  }
  return [...kept].toSorted((a, b) => a - b)
}

function keepFollows(
  follows: readonly [number, number][],
  nodeCount: number,
  random: Random,
): [number, number][] {
  const order = shuffled(follows.length, random)
  const linked = new Uint8Array(nodeCount)
  const kept = new Set<number>()
  for (const e of order) {
    const [a, b] = follows[e]
    if (linked[a] && linked[b]) continue
    linked[a] = 1
    linked[b] = 1
    kept.add(e)
  }
  for (const e of order) {
    if (kept.size >= MAX_FOLLOWS) break
    kept.add(e)
  }
  return [...kept].toSorted((a, b) => a - b).map((e) => follows[e])
}

/** Fisher-Yates. */
function shuffled(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = order[i]
    order[i] = order[j]
    order[j] = held
  }
  return order
}
