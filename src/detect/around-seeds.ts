/**
 * The neighbours of the seeds, and what the seeds give them: where detectors that look two hops far
 * begin. Gathered once, from the seeds' side, so that nobody else's follows are walked for it.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Seeds } from './detector.ts'

/**
 * For each neighbour of a seed, the sum of the seeds' weights over all links with them: a pair that
 * is linked both ways counts twice. Over one kind of nodes, weights of entries left aside.
 * Linear in the entries of the seeds.
 */
export function weightsAround({ steps }: Layers, { rows, weights }: Seeds): SparseSums {
  const around = new SparseSums()
  for (const { csr } of steps) {
    for (const [k, seed] of rows.entries()) {
      for (let e = csr.starts[seed], end = csr.starts[seed + 1]; e < end; e++) {
        around.add(csr.targets[e], weights[k])
      }
    }
  }
  return around
}

/** How often each neighbour is linked with `node`. */
export function linkCounts({ steps }: Layers, node: number): SparseSums {
  const counts = new SparseSums()
  for (const { csr } of steps) {
    for (let e = csr.starts[node], end = csr.starts[node + 1]; e < end; e++) {
      counts.add(csr.targets[e], 1)
    }
  }
  return counts
}
