/**
 * Who is shown after whom: after each node a list of a few places, and the offers that the list was
 * taken from, so that one place can be given to somebody else who also fits.
 *
 * As a graph it is the recommendation graph of C. Coupette, S. Neumann, A. Gionis, Reducing exposure
 * to harmful content via graph rewiring, KDD 2023 (arXiv 2306.07930): from a node one clicks on to one
 * of its places, or stops.
 *
 * @module
 */

export interface RecommendationLists {
  /** Nodes are 0..order-1. */
  readonly order: number
  /** Places of a list. */
  readonly places: number
  /** `shown[i * places + t]` stands at place `t` after node `i`; `order` where nobody does. */
  readonly shown: Uint32Array
  /** Chance that place `t` is what is clicked on next, for one who does not stop; at most 1 in all. */
  readonly shares: Float64Array
  /** Offers of a node. */
  readonly offers: number
  /** `offered[i * offers + r]`, best first, each once and never `i` itself; `order` where there is none. */
  readonly offered: Uint32Array
  /** Of each offer, 0 or more; falling within a node. */
  readonly relevances: Float64Array
}

/**
 * Lists that show the first `shares.length` offers of each node.
 *
 * @throws {RangeError} if the lengths do not fit, or the shares add up to more than 1.
 */
export function listsOf(
  order: number,
  offered: Uint32Array,
  relevances: Float64Array,
  shares: Float64Array,
): RecommendationLists {
  const places = shares.length
  const offers = order === 0 ? 0 : offered.length / order
  if (!Number.isInteger(offers) || (order > 0 && offers < places)) {
    throw new RangeError(
      `"offered" expected ${places} or more for each of ${order} nodes, got ${offered.length}`,
    )
  }
  if (relevances.length !== offered.length) {
    throw new RangeError(`"relevances" expected length ${offered.length}, got ${relevances.length}`)
  }
  const sum = shares.reduce((total, share) => total + share, 0)
  if (!(sum <= 1 + 1e-12)) throw new RangeError(`"shares" expected 1 or less in all, got ${sum}`)
  const shown = new Uint32Array(order * places)
  for (let i = 0; i < order; i++) {
    shown.set(offered.subarray(i * offers, i * offers + places), i * places)
  }
  return Object.freeze({ order, places, shown, shares, offers, offered, relevances })
}

/** Every place alike. */
export function uniformShares(places: number): Float64Array {
  return new Float64Array(places).fill(1 / places)
}

/** As attention falls in ranked lists: in proportion to 1 / log₂(place + 1), places from 1. */
export function sharesByPlace(places: number): Float64Array {
  const shares = Float64Array.from({ length: places }, (_, t) => discount(t))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

/** What place `t` counts in discounted cumulative gain (K. Järvelin, J. Kekäläinen, TOIS 20, 2002). */
export function discount(t: number): number {
  return 1 / Math.log2(t + 2)
}

/** How relevant `node` is after `i`; 0 for whoever is not offered there. */
export function relevanceOf(lists: RecommendationLists, i: number, node: number): number {
  const { offers, offered, relevances } = lists
  for (let e = i * offers, end = e + offers; e < end; e++) {
    if (offered[e] === node) return relevances[e]
  }
  return 0
}
