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
import { type Detector } from './detector.ts'
import { followLayers } from './platform-layers.ts'

/** Follows of average mix that everybody is given. */
const PRIOR_FOLLOWS = 20

/** A seed is left out of what its neighbours answer to it. Two sweeps over all follows. */
export const neighbourShare: Detector = {
  id: 'neighbour-share',
  title: 'its neighbours have seeds among their neighbours',
  score(platform, seeds) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const layers = followLayers(platform)
    const { order, degrees } = layers
    const weightOf = new Float64Array(order)
    let seedWeight = 0
    for (const [k, row] of seeds.rows.entries()) {
      weightOf[row] = seeds.weights[k]
      seedWeight += seeds.weights[k]
    }
    const base = seedWeight / order
    const smoothed = (sum: number, i: number) =>
      (sum + PRIOR_FOLLOWS * base) / (degrees[i] + PRIOR_FOLLOWS)

    const around = weightOf.map((_weight, i) => sumAround(layers, i, (j) => weightOf[j]))
    const shares = around.map(smoothed)
    return shares.map((_share, i) => {
      const own = weightOf[i]
      if (degrees[i] === 0) return 0
      if (own === 0)
        return smoothed(
          sumAround(layers, i, (j) => shares[j]),
          i,
        )
      // a pair linked both ways met the seed's own weight twice
      const links = linkCounts(layers, i)
      return smoothed(
        sumAround(layers, i, (j) => smoothed(around[j] - own * links.get(j)!, j)),
        i,
      )
    })
  },
}

function sumAround({ steps }: Layers, i: number, valueOf: (j: number) => number): number {
  let sum = 0
  for (const { csr } of steps) {
    for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++)
      sum += valueOf(csr.targets[e])
  }
  return sum
}

function linkCounts({ steps }: Layers, i: number): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { csr } of steps) {
    for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) {
      counts.set(csr.targets[e], (counts.get(csr.targets[e]) ?? 0) + 1)
    }
  }
  return counts
}
