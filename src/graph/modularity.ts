/**
 * Modularity: how much more of a graph's weight lies within groups than chance would put there.
 *
 *     Q = Σ_c ( w_c / 2m − γ·(K_c / 2m)² )
 *
 * with w_c the weight of the entries within group c, K_c the sum of its degrees, 2m the weight of
 * all entries and γ the resolution: above 1 favours smaller groups.
 *
 * - M. Newman, M. Girvan, Finding and evaluating community structure in networks, 2004.
 * - J. Reichardt, S. Bornholdt, Statistical mechanics of community detection, 2006 (γ).
 *
 * @module
 */
import { type Csr } from './csr.ts'

/**
 * Q of the grouping `labels` of a symmetric matrix (not checked); 0 for a graph without weight.
 * An edge is two entries; an entry of a row with itself is one, as `undirected(…, 'sum')` and
 * `mergedSubgraph` give it. Linear.
 *
 * @param labels any whole numbers ≥ 0, one for each row.
 * @throws {RangeError} if the lengths differ.
 */
export function modularity(
  { rows, starts, targets, weights }: Csr,
  labels: ArrayLike<number>,
  resolution = 1,
): number {
  if (labels.length !== rows) {
    throw new RangeError(`"labels" expected length ${rows}, got ${labels.length}`)
  }
  const degreeSums = new Map<number, number>()
  let within = 0
  let total = 0
  for (let i = 0; i < rows; i++) {
    let degree = 0
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const weight = weights ? weights[e] : 1
      degree += weight
      if (labels[targets[e]] === labels[i]) within += weight
    }
    total += degree
    degreeSums.set(labels[i], (degreeSums.get(labels[i]) ?? 0) + degree)
  }
  if (total === 0) return 0
  let expected = 0
  for (const sum of degreeSums.values()) expected += (sum / total) ** 2
  return within / total - resolution * expected
}
