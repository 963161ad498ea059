/**
 * Neighbour share: what share of its neighbours' neighbours are seeds.
 *
 * Two smoothed means in a row (label spreading cut off after two steps). The first asks every
 * account which share of its neighbours are seeds, the second averages the answers. Unlike a walk,
 * what an account hears does not fade because a neighbour has many neighbours: its opinion counts
 * as much as anybody's, only more cautiously where it has few.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { linkCounts, weightsAround } from './around-seeds.ts'
import { type Detector } from './detector.ts'
import { placeIn } from './every-row.ts'
import { followLayers } from './platform-layers.ts'

/** Follows of average mix that everybody is given. */
const PRIOR_FOLLOWS = 20

/** A seed is left out of what its neighbours answer to it. Linear in the follows of rows and seeds. */
export const neighbourShare: Detector = {
  id: 'neighbour-share',
  title: 'its neighbours have seeds among their neighbours',
  score(platform, seeds, rows) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const layers = followLayers(platform)
    const { order, degrees } = layers
    const around = weightsAround(layers, seeds)
    const base = seeds.weights.reduce((sum, weight) => sum + weight, 0) / order
    const smoothed = (sum: number, i: number) =>
      (sum + PRIOR_FOLLOWS * base) / (degrees[i] + PRIOR_FOLLOWS)

    const scores = new Float64Array(rows.length)
    for (const [place, row] of rows.entries()) {
      if (degrees[row] === 0) continue
      const sum = sumAround(layers, row, (j) => smoothed(around.get(j), j))
      scores[place] = smoothed(sum, row)
    }
    for (const [k, seed] of seeds.rows.entries()) {
      const place = placeIn(rows, seed)
      if (place < 0 || degrees[seed] === 0) continue
      // a pair linked both ways met the seed's own weight twice
      const links = linkCounts(layers, seed)
      const own = seeds.weights[k]
      const sum = sumAround(layers, seed, (j) => smoothed(around.get(j) - own * links.get(j), j))
      scores[place] = smoothed(sum, seed)
    }
    return scores
  },
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
