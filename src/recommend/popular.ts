import { type Digraph, degree } from '../graph/csr.ts'
import { createRandom } from '../util/random.ts'
import { hiddenFrom } from './interest.ts'
import { type Actor, type Fitted, type Recommender } from './recommender.ts'
import { takeBest } from './take-best.ts'

/** Accounts among which a slate is drawn: so many for each place, so that slates differ. */
const POOL_PER_PLACE = 10
const LEAST_POOL = 200

/**
 * The most followed accounts, drawn in proportion to their followers: the baseline that knows
 * nothing of anybody, and what the other recommenders show to somebody they know nothing of.
 */
export const popular: Recommender = {
  id: 'popular',
  title: 'Most followed accounts, whoever is looking',
  fit: ({ follows }) => fitPopular(follows),
}

export function fitPopular(follows: Digraph): Fitted {
  const order = byFollowers(follows)
  return Object.freeze({
    recommend: (actor: Actor, count: number) =>
      drawPopular(follows, order, actor.seed, hiddenFrom(actor), count),
  })
}

/** `slate`, with popular accounts behind it where it is too short. */
export function fillUp(
  slate: Uint32Array,
  actor: Actor,
  count: number,
  fallback: Fitted,
): Uint32Array {
  if (slate.length >= count) return slate
  const exclude = new Set(slate)
  for (const row of actor.exclude ?? []) exclude.add(row)
  const more = fallback.recommend({ ...actor, exclude }, count - slate.length)
  const filled = new Uint32Array(slate.length + more.length)
  filled.set(slate)
  filled.set(more, slate.length)
  return filled
}

/**
 * Drawn without replacement from the most followed, in proportion to followers + 1: the largest
 * keys log(weight) + Gumbel noise (Gumbel-max; equal to Efraimidis and Spirakis 2006).
 */
function drawPopular(
  { in: followers }: Digraph,
  order: Uint32Array,
  seed: number,
  hidden: ReadonlySet<number>,
  count: number,
): Uint32Array {
  const random = createRandom(seed)
  const most = Math.max(LEAST_POOL, count * POOL_PER_PLACE)
  const pool: number[] = []
  const keys = new Map<number, number>()
  for (let k = 0; k < order.length && pool.length < most; k++) {
    const row = order[k]
    if (hidden.has(row)) continue
    pool.push(row)
    const noise = -Math.log(-Math.log(1 - random.next() || Number.EPSILON))
    // exp keeps the order and is above 0, as takeBest wants it
    keys.set(row, Math.exp(Math.log(degree(followers, row) + 1) + noise))
  }
  return takeBest(pool, (row) => keys.get(row)!, count)
}

/** All rows, the most followed first; of equal ones the lower row. */
function byFollowers({ in: followers }: Digraph): Uint32Array {
  const order = Uint32Array.from({ length: followers.rows }, (_, i) => i)
  return order.toSorted((a, b) => degree(followers, b) - degree(followers, a) || a - b)
}
