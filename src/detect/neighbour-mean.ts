/**
 * Smoothed neighbour mean: whether an account's whole neighbourhood is close to the seeds, not only
 * a part of it.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { type Detector } from './detector.ts'
import { followLayers } from './platform-layers.ts'
import { forEachOwn, walkCloseness } from './walk-closeness.ts'

/** Follows of average closeness that everybody is given, so that one neighbour proves little. */
const PRIOR_FOLLOWS = 5

/**
 * Mean over the neighbours of their walk closeness, divided by √degree. A seed gives its neighbours
 * what the other seeds give it, so that a plain follow of a seed counts in `walk`, not here; and
 * what reached a seed's neighbours from itself is taken off. Time: the walk and one sweep more.
 */
export const neighbourMean: Detector = {
  id: 'neighbour-mean',
  title: 'its neighbours are close to the seeds, nearly all of them',
  score(platform, seeds) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const layers = followLayers(platform)
    const { order, degrees } = layers
    const closeness = walkCloseness(layers, seeds)
    const perRoot = (mass: Float64Array, i: number) =>
      degrees[i] > 0 ? mass[i] / Math.sqrt(degrees[i]) : 0
    const values = closeness.map((_mass, i) => perRoot(closeness, i))
    let total = 0
    for (const value of values) total += value
    const prior = (PRIOR_FOLLOWS * total) / order
    const smoothed = (sum: number, i: number) =>
      degrees[i] > 0 ? (sum + prior) / (degrees[i] + PRIOR_FOLLOWS) : 0

    const scores = values.map((_value, i) => smoothed(sumAround(layers, i, values), i))
    forEachOwn(layers, seeds, (seed, own) => {
      const ownValues = own.map((_mass, i) => perRoot(own, i))
      const others = sumAround(layers, seed, values) - sumAround(layers, seed, ownValues)
      scores[seed] = smoothed(Math.max(0, others), seed)
    })
    return scores
  },
}

function sumAround({ steps }: Layers, i: number, values: Float64Array): number {
  let sum = 0
  for (const { csr } of steps) {
    for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) sum += values[csr.targets[e]]
  }
  return sum
}
