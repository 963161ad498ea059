/**
 * A made-up graph of follows of any size, straight into rows: what live changes are measured on.
 *
 * Both ends of most follows are drawn by popularity that falls as a power of the row, so that rows
 * are numbered by falling degree as an import numbers them (F. Chung, L. Lu, 2002); the others stay
 * within an account's circle of a few hundred. Ten circles are the planted networks: most of their
 * accounts' follows stay inside.
 *
 * @module
 */
import { type Csr, type Digraph, digraph } from '../src/graph/csr.ts'
import { type Random } from '../src/util/random.ts'

/** Accounts of a circle; circles are rows that leave the same remainder. */
const CIRCLE = 300
const CIRCLE_SHARE = 0.4
const NETWORK_SHARE = 0.7
/** How steeply popularity falls: the most followed of 10M accounts has some 400,000 followers. */
const FOLLOWED_EXPONENT = 0.66
const FOLLOWING_EXPONENT = 0.35
const NETWORKS = 10

export interface LiveGraph {
  readonly follows: Digraph
  /** Rows of each planted network, rising. */
  readonly networks: readonly Uint32Array[]
}

/** About `follows` follows among `accounts`; those drawn twice fold into one. */
export function liveGraph(random: Random, accounts: number, follows: number): LiveGraph {
  const circles = Math.max(1, Math.floor(accounts / CIRCLE))
  const starts = new Uint32Array(accounts + 1)
  const targets = new Uint32Array(Math.ceil(follows * 1.1) + accounts)
  const power = 1 / (1 - FOLLOWED_EXPONENT)
  // the mean of (row / accounts)^-e is 1 / (1 − e)
  const most = (follows / accounts) * (1 - FOLLOWING_EXPONENT)
  let size = 0
  for (let i = 0; i < accounts; i++) {
    const expected = most * ((i + 1) / accounts) ** -FOLLOWING_EXPONENT
    const count = Math.floor(expected + random.next())
    const local = i % circles < NETWORKS ? NETWORK_SHARE : CIRCLE_SHARE
    const first = size
    for (let k = 0; k < count; k++) {
      const target =
        random.next() < local
          ? (i % circles) + circles * random.below(CIRCLE)
          : Math.floor(accounts * random.next() ** power)
      if (target !== i && target < accounts) size = insert(targets, first, size, target)
    }
    starts[i + 1] = size
  }
  const out: Csr = {
    rows: accounts,
    columns: accounts,
    starts,
    targets: targets.subarray(0, size),
    weights: null,
  }
  const networks = Array.from({ length: Math.min(NETWORKS, circles) }, (_, n) =>
    Uint32Array.from({ length: CIRCLE }, (__, k) => n + k * circles).filter((i) => i < accounts),
  )
  return { follows: digraph(out), networks }
}

/** Keeps `targets[first..size]` rising and without doubles. Rows are short. */
function insert(targets: Uint32Array, first: number, size: number, target: number): number {
  let k = size
  while (k > first && targets[k - 1] > target) k--
  if (k > first && targets[k - 1] === target) return size
  targets.copyWithin(k + 1, k, size)
  targets[k] = target
  return size + 1
}
