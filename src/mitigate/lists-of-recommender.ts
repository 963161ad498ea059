/**
 * The recommendation lists of a recommender over a platform: whom it shows to somebody who followed one
 * account and did nothing else.
 *
 * @module
 */
import { type Fitted } from '../recommend/recommender.ts'
import { listsOf, type RecommendationLists, sharesByPlace } from './recommendation-lists.ts'

export interface ListOptions {
  /** Rows whose lists are asked for, each once. Whoever is not among them ends a walk. */
  readonly rows: Uint32Array
  readonly places: number
  readonly offers: number
  readonly progress?: (done: number) => void
}

/**
 * A recommender gives an order, and no numbers: an offer's relevance is taken to fall with its place as
 * in reciprocal rank fusion, 60 / (60 + place) (G. Cormack, C. Clarke, S. Büttcher, SIGIR 2009).
 */
const RANK_OFFSET = 60

/** Nodes are places in `rows`; offers of accounts that are not among them are left out. */
export function listsOfRecommender(
  fitted: Fitted,
  { rows, places, offers, progress }: ListOptions,
): RecommendationLists {
  const order = rows.length
  const nodeOf = new Map(Array.from(rows, (row, node) => [row, node]))
  const offered = new Uint32Array(order * offers).fill(order)
  const relevances = new Float64Array(order * offers)
  for (const [node, row] of rows.entries()) {
    const actor = { follows: [row], contacts: [], exclude: [row], seed: row }
    fitted.recommend(actor, offers).forEach((other, place) => {
      offered[node * offers + place] = nodeOf.get(other) ?? order
      relevances[node * offers + place] = RANK_OFFSET / (RANK_OFFSET + place)
    })
    progress?.(node + 1)
  }
  return listsOf(order, offered, relevances, sharesByPlace(places))
}
