/**
 * Random walks with restarts: from an account to one of those who follow it, and on to somebody
 * else whom they follow. What is met often is recommended.
 *
 * The alternating walk is SALSA's, as in Twitter's who-to-follow: P. Gupta et al., WTF: the
 * who-to-follow service at Twitter, WWW 2013, section 5. Starting at each row that the actor showed
 * interest in, and joining their visit counts so that rows met from several starts rise, is Pixie's:
 * C. Eksombatchai et al., Pixie, WWW 2018, equation 3: score(c) = (Σ_j √visits_j(c))².
 * Where the platform has items, a walk may also go from an account over an item that it uses to
 * another account that uses it.
 *
 * We divide the steps among the starts by interest alone; Pixie also gives more to starts of high
 * degree, which would only add followers to the already followed here.
 *
 * @module
 */
import { type Csr, degree } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { type Random, createRandom } from '../util/random.ts'
import { hiddenFrom, interestOf, learnFrom } from './interest.ts'
import { fillUp, fitPopular } from './popular.ts'
import { type Actor, type Fitted, type Recommender } from './recommender.ts'
import { takeBest } from './take-best.ts'

/** Steps of one slate, over all starts; a step is two hops. */
const STEPS = 10_000
/** Chance, before each step, to begin again at the start. */
export const RESTART = 0.5
/** Chance that an account with followers and items goes on over an item. */
export const ITEM_SHARE = 0.25
/** An entry of weight w is taken with chance w, else another is drawn; after so many it is taken. */
const MOST_REDRAWS = 16

export const randomWalk: Recommender = {
  id: 'random-walk',
  title: 'Met often on random walks over who follows whom',
  fit: fitRandomWalk,
}

function fitRandomWalk(platform: Platform): Fitted {
  const walker = createWalker(platform)
  const fallback = fitPopular(platform.follows)
  const roots = new Float64Array(platform.follows.out.rows)

  return Object.freeze({
    recommend(actor: Actor, count: number): Uint32Array {
      const { rows, strengths } = learnFrom(actor, roots.length)
      const random = createRandom(actor.seed)
      const touched: number[] = []
      let total = 0
      for (const strength of strengths) total += strength
      rows.forEach((start, k) => {
        const steps = Math.ceil((STEPS * strengths[k]) / total)
        walker.walk(start, steps, random, (row, visits) => {
          if (roots[row] === 0) touched.push(row)
          roots[row] += Math.sqrt(visits)
        })
      })
      for (const row of hiddenFrom(actor)) roots[row] = 0
      const best = takeBest(touched, (c) => roots[c] ** 2, count)
      for (const row of touched) roots[row] = 0
      return fillUp(best, actor, count, fallback)
    },
  })
}

/** The walk itself, apart from the slate, so that it can be held against exact probabilities. */
export interface Walker {
  /** Take `steps` steps, then tell how often each row but the start was arrived at. */
  walk(
    start: number,
    steps: number,
    random: Random,
    tell: (row: number, visits: number) => void,
  ): void
}

export function createWalker(platform: Platform): Walker {
  const interest = interestOf(platform)
  const { itemUses } = platform
  // written and wiped by each walk; walks never overlap
  const visits = new Uint32Array(interest.out.rows)

  /** Where one step leads, or -1 from an account that nothing leads on from. */
  const step = (from: number, random: Random): number => {
    const followers = degree(interest.in, from)
    const items = degree(itemUses.out, from)
    if (followers + items === 0) return -1
    const overItem = followers === 0 || (items > 0 && random.next() < ITEM_SHARE)
    return overItem
      ? drawEvenly(itemUses.in, drawEvenly(itemUses.out, from, random), random)
      : drawByWeight(interest.out, drawByWeight(interest.in, from, random), random)
  }

  const walker: Walker = {
    walk(start, steps, random, tell) {
      const arrived: number[] = []
      let at = start
      for (let k = 0; k < steps; k++) {
        if (random.next() < RESTART) at = start
        at = step(at, random)
        if (at === -1) break
        if (visits[at]++ === 0) arrived.push(at)
      }
      for (const row of arrived) {
        if (row !== start) tell(row, visits[row])
        visits[row] = 0
      }
    },
  }
  return Object.freeze(walker)
}

function drawEvenly({ starts, targets }: Csr, row: number, random: Random): number {
  return targets[starts[row] + random.below(starts[row + 1] - starts[row])]
}

function drawByWeight(csr: Csr, row: number, random: Random): number {
  const { starts, targets, weights } = csr
  if (!weights) return drawEvenly(csr, row, random)
  let e = 0
  for (let k = 0; k <= MOST_REDRAWS; k++) {
    e = starts[row] + random.below(starts[row + 1] - starts[row])
    if (random.next() < weights[e]) break
  }
  return targets[e]
}
