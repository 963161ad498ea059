/**
 * Matrix factorisation: accounts near what the actor showed interest in, in a space of few dimensions
 * that was fitted to everybody's interest.
 *
 * Columns are the accounts that can be followed and, where the platform has items, the items too, as
 * in collective matrix factorisation (A. Singh, G. Gordon, KDD 2008): who uses the same items has
 * like factors, also where the follows are few. Only accounts are shown.
 *
 * @module
 */
import { buildCsr, type Digraph, digraph } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { type FactorOptions, type Factors, fitFactors } from './implicit-factors.ts'
import { copyEntries, hiddenFrom, interestOf, learnFrom } from './interest.ts'
import { fillUp, fitPopular } from './popular.ts'
import { type Actor, type Fitted, type Recommender } from './recommender.ts'
import { takeBest } from './take-best.ts'

/** Chosen on the lists of artists in the data set lastfm, a fifth of each held out. */
export const FACTOR_OPTIONS: FactorOptions = Object.freeze({
  dimensions: 64,
  rounds: 12,
  unseen: 0.1,
  ridge: 0.05,
  seed: 1,
})

export const factorisation: Recommender = {
  id: 'factorisation',
  title: 'Near in a factorisation of who follows whom (implicit ALS)',
  fit: fitFactorisation,
}

function fitFactorisation(platform: Platform): Fitted {
  const fallback = fitPopular(platform.follows)
  const accounts = platform.follows.out.rows
  const factors = fitFactors(interestInAll(platform), FACTOR_OPTIONS)
  const every = Uint32Array.from({ length: accounts }, (_, row) => row)

  return Object.freeze({
    recommend(actor: Actor, count: number): Uint32Array {
      const { rows, strengths } = learnFrom(actor, accounts)
      const hidden = hiddenFrom(actor)
      const score = rows.length === 0 ? () => 0 : nearness(factors, rows, strengths)
      const best = takeBest(every, (row) => (hidden.has(row) ? 0 : score(row)), count)
      return fillUp(best, actor, count, fallback)
    },
  })
}

/** How near each column is to somebody who showed this interest. */
export function nearness(
  { columns, foldIn }: Factors,
  rows: readonly number[],
  strengths: readonly number[],
): (row: number) => number {
  const factor = foldIn(rows, strengths)
  return (row) => {
    const at = row * factor.length
    let product = 0
    for (let i = 0; i < factor.length; i++) product += factor[i] * columns[at + i]
    return product
  }
}

/** Account × (account, item): a use of an item counts as a follow does. */
export function interestInAll(platform: Platform): Digraph {
  const interest = interestOf(platform)
  const { out: uses } = platform.itemUses
  if (uses.targets.length === 0) return interest
  const { rows, targets, weights } = interest.out
  const size = targets.length + uses.targets.length
  const entries = { sources: new Uint32Array(size), targets: new Uint32Array(size) }
  const first = copyEntries(interest.out, entries, 0)
  copyEntries(uses, entries, first)
  for (let e = first; e < size; e++) entries.targets[e] += rows
  const strengths = new Float32Array(size).fill(1)
  if (weights) strengths.set(weights)
  return digraph(buildCsr(rows, rows + uses.columns, entries.sources, entries.targets, strengths))
}
