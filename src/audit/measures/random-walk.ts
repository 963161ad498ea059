/**
 * Somebody who clicks on from recommendation to recommendation: whether they come upon harm within
 * so many clicks, and how much of it they see until they stop.
 *
 * Both are read off the graph of recommendations, whose weights out of a node are the chances p(u→v)
 * of a click and add up to 1, or to less where some stop.
 *
 * @module
 */
import { type Csr } from '../../graph/csr.ts'

/**
 * P_k(u) for each node: the chance of having met harm within k clicks, the start included. Harm
 * absorbs: P_0 = h, P_{k+1} = h on harmful nodes and P·P_k elsewhere (Ribeiro et al., FAT* 2020).
 */
export function reachability(graph: Csr, harmful: Uint8Array, clicks: number): Float64Array {
  let chances: Float64Array = Float64Array.from({ length: graph.rows }, (_, node) =>
    harmful[node] === 1 ? 1 : 0,
  )
  for (let k = 0; k < clicks; k++) {
    const next = weightedSum(graph, chances)
    for (let node = 0; node < graph.rows; node++) if (harmful[node] === 1) next[node] = 1
    chances = next
  }
  return chances
}

/**
 * Expected harm seen from each node on when the walk stops before each click with chance `abandon`:
 * x = h + (1 − α) P x, the functional of GAMINE (Coupette, Neumann, Gionis, KDD 2023). Summed until what
 * is left cannot change it by more than 1e-12.
 *
 * @throws {RangeError} if `abandon` is not in 0 < α ≤ 1.
 */
export function expectedExposure(
  graph: Csr,
  grades: ArrayLike<number>,
  abandon: number,
): Float64Array {
  if (!(abandon > 0 && abandon <= 1)) {
    throw new RangeError(`"abandon" expected a number above 0 and at most 1, got ${abandon}`)
  }
  const exposure = Float64Array.from({ length: graph.rows }, (_, node) => grades[node] ?? 0)
  let term: Float64Array = exposure.slice()
  for (let left = 1; left > 1e-12 * abandon; left *= 1 - abandon) {
    term = weightedSum(graph, term)
    for (let node = 0; node < graph.rows; node++) {
      term[node] *= 1 - abandon
      exposure[node] += term[node]
    }
  }
  return exposure
}

function weightedSum({ rows, starts, targets, weights }: Csr, values: Float64Array): Float64Array {
  const sums = new Float64Array(rows)
  for (let node = 0; node < rows; node++) {
    let sum = 0
    for (let e = starts[node]; e < starts[node + 1]; e++) {
      sum += (weights ? weights[e] : 1) * values[targets[e]]
    }
    sums[node] = sum
  }
  return sums
}
