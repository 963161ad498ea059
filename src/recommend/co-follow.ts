/**
 * Item-based collaborative filtering: whoever follows the same people as the followers of those
 * that the actor follows. "People who follow this account also follow …".
 *
 * B. Sarwar, G. Karypis, J. Konstan, J. Riedl, Item-based collaborative filtering recommendation
 * algorithms, WWW 2001: score(c) = Σ_j a_j · cos(c, j), over the rows j that the actor showed
 * interest a_j in. The vector of an account holds who is interested in it and, where the platform
 * has items, which items it uses:
 *
 *     x_c[u] = interest of u in c             x_c[i] = 1 / √ln(1 + users of item i)
 *
 * so a shared rare item says more than a shared common one, as in Adamic–Adar. Two differences from
 * the paper. The cosine is damped, dividing by √(|x_c|² + λ): an account with a single follower
 * would else be the very image of whatever else that follower follows. And an account's likeness to
 * itself says nothing, so a row that was only looked at comes back through others or not at all.
 *
 * @module
 */
import { type Csr, type Digraph, degree } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { hiddenFrom, interestOf, learnFrom } from './interest.ts'
import { fillUp, fitPopular } from './popular.ts'
import { type Actor, type Fitted, type Recommender } from './recommender.ts'
import { takeBest } from './take-best.ts'

/** λ, in followers. */
export const DAMPING = 5
/**
 * Longest list that is walked whole. Of longer ones every n-th entry stands for its neighbours and
 * counts n-fold: the expected score is the same, and a slate costs at most rows learned from × this².
 */
const MOST_WALKED = 256

export const coFollow: Recommender = {
  id: 'co-follow',
  title: 'Followed by the same people (item-based cosine)',
  fit: fitCoFollow,
}

function fitCoFollow(platform: Platform): Fitted {
  const interest = interestOf(platform)
  const { itemUses } = platform
  const scales = vectorScales(interest, itemUses)
  const fallback = fitPopular(platform.follows)
  // written and wiped by each call; calls never overlap
  const products = new Float64Array(interest.out.rows)
  const touched: number[] = []

  const add = (row: number, product: number) => {
    if (products[row] === 0) touched.push(row)
    products[row] += product
  }

  /** Σ over what j shares with others: adds share · x_j[z] · x_c[z] to every c but j. */
  const addLikenesses = (j: number, share: number) => {
    walk(interest.in, j, (follower, interestInJ) => {
      walk(interest.out, follower, (c, interestInC) => {
        if (c !== j) add(c, share * interestInJ * interestInC)
      })
    })
    walk(itemUses.out, j, (item, _uses, stands) => {
      const product = stands / Math.log1p(degree(itemUses.in, item))
      walk(itemUses.in, item, (c, _uses, standsForUsers) => {
        if (c !== j) add(c, share * product * standsForUsers)
      })
    })
  }

  return Object.freeze({
    recommend(actor: Actor, count: number): Uint32Array {
      const { rows, strengths } = learnFrom(actor, products.length)
      rows.forEach((j, k) => addLikenesses(j, strengths[k] * scales[j]))
      for (const row of hiddenFrom(actor)) products[row] = 0
      const best = takeBest(touched, (c) => products[c] * scales[c], count)
      for (const row of touched) products[row] = 0
      touched.length = 0
      return fillUp(best, actor, count, fallback)
    },
  })
}

/** 1 / √(|x_c|² + λ) of every account. */
function vectorScales(interest: Digraph, itemUses: Digraph): Float64Array {
  const { rows, starts, weights } = interest.in
  return Float64Array.from({ length: rows }, (_, c) => {
    let square = DAMPING
    for (let e = starts[c]; e < starts[c + 1]; e++) square += weights ? weights[e] ** 2 : 1
    for (let e = itemUses.out.starts[c]; e < itemUses.out.starts[c + 1]; e++) {
      square += 1 / Math.log1p(degree(itemUses.in, itemUses.out.targets[e]))
    }
    return 1 / Math.sqrt(square)
  })
}

/** Visit the entries of a row, or an even sample: `stands` is how many entries each stands for. */
function walk(
  { starts, targets, weights }: Csr,
  row: number,
  visit: (target: number, weighted: number, stands: number) => void,
): void {
  const first = starts[row]
  const size = starts[row + 1] - first
  const visits = Math.min(size, MOST_WALKED)
  const stands = size / visits
  for (let k = 0; k < visits; k++) {
    const e = first + Math.floor(k * stands)
    visit(targets[e], weights ? weights[e] * stands : stands, stands)
  }
}
