/**
 * Smoothed neighbour mean: whether an account's whole neighbourhood is close to the seeds, not only
 * a part of it.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Detector, type Seeds } from './detector.ts'
import { isEveryRow, placeIn } from './every-row.ts'
import { followLayers } from './platform-layers.ts'
import { forEachOwn, walkCloseness, type WalkCloseness } from './walk-closeness.ts'

/** Follows of average closeness that everybody is given, so that one neighbour proves little. */
const PRIOR_FOLLOWS = 5

/**
 * Mean over the neighbours of their walk closeness, divided by √degree. A seed gives its neighbours
 * what the other seeds give it, so that a plain follow of a seed counts in `walk`, not here; and
 * what reached a seed's neighbours from itself is taken off. Time: the walk, and the follows of the
 * rows.
 */
export const neighbourMean: Detector = {
  id: 'neighbour-mean',
  title: 'its neighbours are close to the seeds, nearly all of them',
  score(platform, seeds, rows) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const layers = followLayers(platform)
    const { order, degrees } = layers
    const closeness = walkCloseness(layers, seeds, isEveryRow(platform, rows))
    const valueOf = valuesOf(layers, seeds, closeness)
    const prior = (PRIOR_FOLLOWS * totalOf(order, closeness, valueOf)) / order
    const smoothed = (sum: number, i: number) =>
      degrees[i] > 0 ? (sum + prior) / (degrees[i] + PRIOR_FOLLOWS) : 0

    const scores = new Float64Array(rows.length)
    for (const [place, row] of rows.entries()) {
      scores[place] = smoothed(sumAround(layers, row, valueOf), row)
    }
    forEachOwn(layers, seeds, (k, own) => {
      const seed = seeds.rows[k]
      const place = placeIn(rows, seed)
      if (place < 0) return
      const fromItself = sumAround(layers, seed, (j) => own[j] / Math.sqrt(degrees[j]))
      const others = sumAround(layers, seed, valueOf) - fromItself
      scores[place] = smoothed(Math.max(0, others), seed)
    })
    return scores
  },
}

/** What a node gives its neighbours: its mass, a seed's without its own, divided by √degree. */
function valuesOf(
  { degrees }: Layers,
  seeds: Seeds,
  { masses, atSeeds }: WalkCloseness,
): (node: number) => number {
  const ofSeeds = new SparseSums()
  for (const [k, seed] of seeds.rows.entries()) ofSeeds.add(seed, atSeeds[k])
  return (node) => {
    if (masses[node] === 0) return 0
    const mass = ofSeeds.has(node) ? ofSeeds.get(node) : masses[node]
    return degrees[node] > 0 ? mass / Math.sqrt(degrees[node]) : 0
  }
}

function totalOf(
  order: number,
  { touched }: WalkCloseness,
  valueOf: (node: number) => number,
): number {
  let total = 0
  if (touched) for (const node of touched) total += valueOf(node)
  else for (let node = 0; node < order; node++) total += valueOf(node)
  return total
}

function sumAround({ steps }: Layers, i: number, valueOf: (j: number) => number): number {
  let sum = 0
  for (const { csr } of steps) {
    for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) {
      sum += valueOf(csr.targets[e])
    }
  }
  return sum
}
