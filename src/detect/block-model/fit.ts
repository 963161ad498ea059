/**
 * The block model: a network as a block of accounts whose follows with each other neither their
 * degrees nor the communities around them explain.
 *
 * It sees a network of equals, who follow each other, as it sees one of sources and seekers: degrees
 * tell who follows and who is followed (description-length.ts). The seeds begin it; accounts
 * move from their community into it for as long as that shortens the telling of all follows, and back
 * (grow.ts); then the seeds are let go. A network is refuted where the telling is not
 * shorter with it than without (beyond-communities.ts), where it does not hold more of the
 * seeds than a group of its size would by chance, and where it falls into groups of which the seeds know
 * one. A group that the seeds are not of is a community like the others, and the search begins again.
 *
 * Limits: nothing but seeds can tell a network from an innocent group that is as close. It finds one
 * network, the one that explains most.
 *
 * @module
 */
import { digraph } from '../../graph/csr.ts'
import { inducedSubgraph } from '../../graph/subgraph.ts'
import { undirected } from '../../graph/undirected.ts'
import { natsBeyondCommunities } from './beyond-communities.ts'
import { type Communities, communitiesWithout, withCommunity } from './communities.ts'
import { divide, type Division } from './division.ts'
import { grow } from './grow.ts'
import { memberMarginals } from './marginals.ts'
import { startsFrom } from './starts.ts'
import { type LocalFollows } from '../mixture/local-follows.ts'
import { isCredible } from '../mixture/outcome.ts'
import { groupsOf } from '../network-groups.ts'

export interface BlockFit {
  /** Log odds of each account of the `LocalFollows` that it is of the network, seeds as if they were none. */
  readonly logOdds: Float64Array
  /** Seeds above even odds. */
  readonly explained: Uint32Array
  /** Accounts above even odds. */
  readonly members: number
  /** How much shorter the follows are told with the network than without, in nats; above 0. */
  readonly nats: number
}

/** Fewer seeds are a family with two of them… */
const FEWEST_SEEDS = 3
/** …and where this part of all are of something else, the block is too. */
const MOST_OTHER_SEEDS = 1 / 2
/** Seeds of which so many are explained need no further start. */
const ENOUGH_OF_SEEDS = 3 / 4
/** Searches, each with one more group told as a community… */
const MOST_SEARCHES = 6
/** …and the entries that all of them may visit: about a second. */
const MOST_ENTRIES = 3e7
/** Members in groups of their own that are no accident. */
const FEWEST_APART = 4

/**
 * The network that explains the seeds, places among the accounts of `local`, or null where none does.
 * Deterministic. About 1 s at 60,000 accounts and 1M follows, most of it for the communities.
 *
 * @throws {RangeError} if a seed is no account.
 */
export function fitBlocks(local: LocalFollows, seeds: Uint32Array): BlockFit | null {
  const accounts = local.following.among.rows
  for (const seed of seeds) {
    if (seed >= accounts) throw new RangeError(`"seeds" expected below ${accounts}, got ${seed}`)
  }
  if (seeds.length < FEWEST_SEEDS) return null
  let communities = communitiesWithout(local, new Set(seeds))
  const starts = startsFrom(local, seeds)
  const purse = { entries: MOST_ENTRIES }
  for (let search = 0; search < MOST_SEARCHES; search++) {
    const { found, besides } = searchFrom(local, communities, starts, seeds, purse)
    if (purse.entries <= 0) return null
    if (!found) {
      if (!besides) return null
      communities = withCommunity(communities, besides)
      continue
    }
    const apart = apartFrom(found, communities.count, seeds)
    if (apart.length < FEWEST_APART) return concluded(found, communities.count, seeds)
    communities = withCommunity(communities, apart)
  }
  return null
}

interface Searched {
  /** Where the best of the starts led to. */
  readonly found: Division | null
  /** Accounts, no seeds, of a block that most seeds are not of. */
  readonly besides: Uint32Array | null
}

function searchFrom(
  local: LocalFollows,
  { labels, count: network }: Communities,
  starts: readonly Uint32Array[],
  seeds: Uint32Array,
  purse: Division['purse'],
): Searched {
  const pinned = new Set(seeds)
  let found: Division | null = null
  let besides: Uint32Array | null = null
  let most = 0
  for (const start of starts) {
    const started = labels.slice()
    for (const i of start) started[i] = network
    const division = divide(local, started, network + 2, purse)
    grow(division, network, pinned)
    grow(division, network, new Set())
    const nats = natsBeyondCommunities(division, network)
    if (nats <= 0) continue
    const explained = seeds.filter((i) => division.labels[i] === network).length
    if (!areEnough(explained, seeds.length)) {
      besides ??= membersOf(division, network).filter((i) => !pinned.has(i))
      continue
    }
    // the seeds are told too: by their place in the network, or among everybody
    const total = nats + explained * Math.log(labels.length / division.sizes[network])
    if (total <= most) continue
    most = total
    found = division
    if (explained >= ENOUGH_OF_SEEDS * seeds.length) break
  }
  return { found, besides }
}

function areEnough(explained: number, seeds: number): boolean {
  return explained >= FEWEST_SEEDS && seeds - explained < MOST_OTHER_SEEDS * seeds
}

/** Members in other groups than most of the seeds, but for seeds. */
function apartFrom(division: Division, network: number, seeds: Uint32Array): Uint32Array {
  const members = membersOf(division, network)
  const { csr } = inducedSubgraph(division.local.following.among, members)
  const groups = groupsOf(undirected(digraph(csr), 'sum'))
  const isSeed = new Set(seeds)
  const held = new Map<number, number>()
  for (const [k, i] of members.entries()) {
    if (isSeed.has(i)) held.set(groups[k], (held.get(groups[k]) ?? 0) + 1)
  }
  const [[main]] = [...held].toSorted(([, a], [, b]) => b - a)
  return members.filter((i, k) => groups[k] !== main && !isSeed.has(i))
}

function concluded(division: Division, network: number, seeds: Uint32Array): BlockFit | null {
  const nats = natsBeyondCommunities(division, network)
  const logOdds = memberMarginals(division, network)
  const explained = seeds.filter((i) => logOdds[i] > 0)
  const members = logOdds.reduce((count, odds) => count + (odds > 0 ? 1 : 0), 0)
  const outcome = { explained, clearly: explained.length, members, odds: logOdds }
  if (!areEnough(explained.length, seeds.length)) return null
  if (!isCredible(outcome, seeds.length)) return null
  return Object.freeze({ logOdds, explained, members, nats })
}

function membersOf({ labels }: Division, network: number): Uint32Array {
  return Uint32Array.from(labels.keys()).filter((i) => labels[i] === network)
}
