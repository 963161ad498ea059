/**
 * The communities around a network: what it is held against.
 *
 * @module
 */
import { leidenCommunities } from '../../graph/communities.ts'
import { digraph } from '../../graph/csr.ts'
import { inducedSubgraph } from '../../graph/subgraph.ts'
import { undirected } from '../../graph/undirected.ts'
import { type LocalFollows } from '../mixture/local-follows.ts'

/** Each more costs the network a row and a column to be told: the largest are told, … */
const MOST_COMMUNITIES = 12
/** …and smaller ones are not worth their own cost. */
const FEWEST_IN_ONE = 20

export interface Communities {
  /** Community of each account, below `count`; 0 for whoever is in none that is told. */
  readonly labels: Uint32Array
  readonly count: number
}

/** The block of those who are in no community. */
export const SCATTERED = 0

/**
 * Communities of the accounts but `leftOut`, which are scattered. Roughly linear in the follows.
 * One pass of the algorithm: a second changes little, and this is most of the time of a fit.
 */
export function communitiesWithout(
  { following: { among } }: LocalFollows,
  leftOut: ReadonlySet<number>,
): Communities {
  const labels = new Uint32Array(among.rows)
  const rest = Uint32Array.from(labels.keys()).filter((i) => !leftOut.has(i))
  const { csr } = inducedSubgraph(among, rest)
  const found = leidenCommunities(undirected(digraph(csr), 'sum'), { passes: 1 })
  const sizes = new Uint32Array(found.count)
  for (const label of found.labels) sizes[label]++
  // the largest stand first
  let told = 0
  while (told < MOST_COMMUNITIES && sizes[told] >= FEWEST_IN_ONE) told++
  for (const [k, i] of rest.entries()) {
    labels[i] = found.labels[k] < told ? found.labels[k] + 1 : SCATTERED
  }
  return { labels, count: told + 1 }
}

/** The communities with one more, of `members`. */
export function withCommunity(
  { labels, count }: Communities,
  members: Iterable<number>,
): Communities {
  const next = labels.slice()
  for (const i of members) next[i] = count
  return { labels: next, count: count + 1 }
}
