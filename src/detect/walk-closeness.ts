/**
 * What walk detectors share: personalised PageRank from the seeds, without what a seed sent itself.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { personalisedPageRank } from '../graph/pagerank.ts'
import { Push } from '../graph/push.ts'
import { type Seeds } from './detector.ts'

const ALPHA = 0.15
/** Sum of all errors, of a mass of 1: places far from any seed may swap, the top does not. */
const TOLERANCE = 1e-4
/** Degree that the pushes from the single seeds may touch in all; 2M take about 20 ms. */
const OWN_WORK = 2e6

/**
 * PageRank personalised to the seeds, whose mass is 1 in all. At a seed the mass that it sent out
 * itself is taken off again, with its restart, to within ε·degree, ε = 1 / (α·2·10⁶): a seed is as
 * close as it is to the other seeds.
 */
export function walkCloseness(layers: Layers, seeds: Seeds): Float64Array {
  const closeness = plainCloseness(layers, seeds)
  forEachOwn(layers, seeds, (seed, own) => {
    closeness[seed] = Math.max(0, closeness[seed] - own[seed])
  })
  return closeness
}

/** PageRank personalised to the seeds, each seed's own mass still in it. */
function plainCloseness(layers: Layers, seeds: Seeds): Float64Array {
  return personalisedPageRank(
    layers,
    { rows: seeds.rows, weights: massesOf(seeds) },
    { alpha: ALPHA, tolerance: TOLERANCE },
  )
}

/** The seeds' weights, scaled to 1 in all. */
function massesOf({ weights }: Seeds): Float64Array {
  let sum = 0
  for (const weight of weights) sum += weight
  return Float64Array.from(weights, (weight) => weight / sum)
}

/**
 * Tells `visit` for each seed where its own mass went, by push. The array is live and good for the
 * duration of the call only.
 */
export function forEachOwn(
  layers: Layers,
  seeds: Seeds,
  visit: (seed: number, own: Float64Array) => void,
): void {
  const { rows } = seeds
  const masses = massesOf(seeds)
  const epsilon = 1 / (ALPHA * OWN_WORK)
  for (const [k, seed] of rows.entries()) {
    const push = new Push(layers, { alpha: ALPHA, epsilon })
    push.addSeed(seed, masses[k])
    push.run()
    visit(seed, push.estimates)
  }
}
