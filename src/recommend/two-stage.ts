/**
 * Retrieve, then rank: what most platforms run. Several recommenders each offer candidates, and a model
 * that was trained on what people followed puts them in order.
 *
 * The two stages are those of P. Covington, J. Adams, E. Sargin, Deep neural networks for YouTube
 * recommendations, RecSys 2016, with a logistic ranker for the deep one. To train it, a part of some
 * accounts' follows is hidden, the retrievers are fitted to the rest, and the ranker learns from their
 * offers which would have been followed: what a retriever has seen says nothing of how good it is.
 *
 * @module
 */
import { buildCsr, degree, digraph } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { fitLogistic, type Logistic } from '../statistics/logistic.ts'
import { createRandom } from '../util/random.ts'
import { coFollow } from './co-follow.ts'
import { factorisation } from './factorisation.ts'
import { copyEntries } from './interest.ts'
import { fillUp, fitPopular } from './popular.ts'
import { randomWalk } from './random-walk.ts'
import { type Actor, type Fitted, type Recommender } from './recommender.ts'
import { takeBest } from './take-best.ts'

const RETRIEVERS: readonly Recommender[] = [coFollow, factorisation, randomWalk]
/** Candidates that each retriever offers beyond what is asked for. */
const BEYOND = 80
/** Accounts to learn from, and the share of the follows of each that is hidden. */
const MOST_TAUGHT = 500
const HIDDEN = 0.2
const LEAST_FOLLOWS = 5
const RIDGE = 1e-4
/** How fast a place counts for less: 1 / (this + place), as in reciprocal rank fusion. */
const PLACE_OFFSET = 20
const SEED = 1

export const twoStage: Recommender = {
  id: 'two-stage',
  title: 'Retrieved by three recommenders, ranked by a model of what was followed',
  fit: fitTwoStage,
}

function fitTwoStage(platform: Platform): Fitted {
  const model = trainRanker(platform)
  const fallback = fitPopular(platform.follows)
  const offersOf = createOffers(platform)
  return Object.freeze({
    recommend(actor: Actor, count: number): Uint32Array {
      const { rows, features } = offersOf(actor, count + BEYOND)
      const places = rows.map((_, k) => k)
      // above 0 whatever the weights: takeBest leaves out what is not
      const score = (k: number) => Math.exp(dot(model.weights, features, k))
      const best = takeBest(places, score, count).map((k) => rows[k])
      return fillUp(best, actor, count, fallback)
    },
  })
}

interface Offers {
  /** Each candidate once. */
  readonly rows: number[]
  /** One list for each retriever and one for the followers; a slot for each candidate. */
  readonly features: number[][]
}

function createOffers(platform: Platform): (actor: Actor, count: number) => Offers {
  const fitted = RETRIEVERS.map((retriever) => retriever.fit(platform))
  return (actor, count) => {
    const placeOf = new Map<number, number>()
    const features: number[][] = [...RETRIEVERS, null].map(() => [])
    fitted.forEach((one, which) => {
      one.recommend(actor, count).forEach((row, place) => {
        let k = placeOf.get(row)
        if (k === undefined) {
          k = placeOf.size
          placeOf.set(row, k)
          for (const feature of features) feature.push(0)
          features[RETRIEVERS.length][k] = Math.log1p(degree(platform.follows.in, row))
        }
        features[which][k] = PLACE_OFFSET / (PLACE_OFFSET + place)
      })
    })
    return { rows: [...placeOf.keys()], features }
  }
}

/** Where nobody follows enough to learn from, every retriever counts the same. */
function trainRanker(platform: Platform): Pick<Logistic, 'weights'> {
  const { rest, hidden } = hideFollows(platform)
  const offersOf = createOffers(rest)
  const features: number[][] = [...RETRIEVERS, null].map(() => [])
  const answers: number[] = []
  for (const [account, followed] of hidden) {
    const { starts, targets } = rest.follows.out
    const follows = [...targets.subarray(starts[account], starts[account + 1])]
    const actor = { follows, contacts: [], exclude: [account], seed: account }
    const offers = offersOf(actor, BEYOND)
    offers.rows.forEach((row, k) => {
      answers.push(followed.has(row) ? 1 : 0)
      features.forEach((feature, which) => feature.push(offers.features[which][k]))
    })
  }
  const isTaught = answers.includes(0) && answers.includes(1)
  if (!isTaught) return { weights: Float64Array.from([...RETRIEVERS.map(() => 1), 0]) }
  return fitLogistic({
    features: features.map((feature) => Float64Array.from(feature)),
    answers: Uint8Array.from(answers),
    ridge: RIDGE,
    // an offer never speaks against a candidate; to be widely followed may
    signed: [...RETRIEVERS.map(() => false), true],
  })
}

function hideFollows(platform: Platform) {
  const { out } = platform.follows
  const random = createRandom(SEED)
  const able = Array.from({ length: out.rows }, (_, row) => row).filter(
    (row) => degree(out, row) >= LEAST_FOLLOWS,
  )
  const hidden = new Map<number, Set<number>>()
  for (let k = 0; k < MOST_TAUGHT && k < able.length; k++) {
    const other = k + random.below(able.length - k)
    ;[able[k], able[other]] = [able[other], able[k]]
    const followed = out.targets.subarray(out.starts[able[k]], out.starts[able[k] + 1])
    const some = followed.filter(() => random.next() < HIDDEN)
    hidden.set(able[k], new Set(some))
  }
  const entries = {
    sources: new Uint32Array(out.targets.length),
    targets: new Uint32Array(out.targets.length),
  }
  copyEntries(out, entries, 0)
  let size = 0
  for (let e = 0; e < entries.sources.length; e++) {
    const source = entries.sources[e]
    const target = entries.targets[e]
    if (hidden.get(source)?.has(target)) continue
    entries.sources[size] = source
    entries.targets[size++] = target
  }
  const follows = digraph(
    buildCsr(
      out.rows,
      out.columns,
      entries.sources.subarray(0, size),
      entries.targets.subarray(0, size),
    ),
  )
  return { rest: { ...platform, follows }, hidden }
}

function dot(weights: Float64Array, features: readonly number[][], k: number): number {
  let sum = 0
  for (let which = 0; which < features.length; which++) sum += weights[which] * features[which][k]
  return sum
}
