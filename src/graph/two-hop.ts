/**
 * Two-hop closeness to a set of seeds: Adamic–Adar and resource allocation.
 *
 * For each node, the sum over the neighbours z that it shares with a seed, where a shared neighbour
 * says less the more entries it has:
 *
 *     score(v) = Σ_seeds m_s · Σ_z w(s, z) · w(z, v) / cost(entries of z)
 *
 * with cost(n) = ln n for Adamic–Adar and n for resource allocation. A seed takes no part in its
 * own score.
 *
 * - L. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 25 (2003), eq. 1.
 * - T. Zhou, L. Lü, Y.-C. Zhang, Predicting missing links via local information, 2009, eq. 4.
 *
 * Summed seed by seed this would walk a popular z once for each seed; gathering the seeds' mass at
 * each z first walks it once in all, so no neighbour has to be skipped for being popular.
 *
 * @module
 */
import { spreadAll, type Hop } from './hop.ts'
import { checkNodes, entryCount, type Layers } from './layers.ts'
import { type Masses } from './pagerank.ts'

export type SharedNeighbourCost = 'adamic-adar' | 'resource-allocation'

/**
 * Scores of all nodes, those of other kinds included: over accounts × tags, accounts score through
 * the tags they share, and tags score 0. A neighbour with a single entry is shared with nobody.
 * Linear in the entries of the seeds and of their neighbours: at most twice all entries.
 *
 * @throws {RangeError} if a row is not a node or the lengths differ.
 */
export function twoHopScores(
  layers: Layers,
  { rows, weights: masses }: Masses,
  cost: SharedNeighbourCost = 'adamic-adar',
  hop: Hop = spreadAll,
): Float64Array {
  const { order, steps } = layers
  if (masses.length !== rows.length) {
    throw new RangeError(`"weights" expected length ${rows.length}, got ${masses.length}`)
  }
  checkNodes('rows', rows, order)
  const seedMass = new Map<number, number>()
  for (let k = 0; k < rows.length; k++) {
    seedMass.set(rows[k], (seedMass.get(rows[k]) ?? 0) + masses[k])
  }

  // hop 1: what arrives at each neighbour
  const arrived = new Float64Array(order)
  for (const [seed, mass] of seedMass) spread(layers, seed, mass, arrived)

  // hop 2: on to everybody next to a neighbour, the seeds among them
  const scores = new Float64Array(order)
  const costOf = (z: number) => {
    const count = entryCount(layers, z)
    if (count < 2) return Infinity // ln 1 would divide by 0
    return cost === 'adamic-adar' ? Math.log(count) : count
  }
  const shares = new Float64Array(order)
  for (let z = 0; z < order; z++) if (arrived[z] !== 0) shares[z] = arrived[z] / costOf(z)
  hop(layers, shares, scores)

  // a seed's own mass came back to it: its score is summed anew, without
  const own = new Float64Array(order)
  for (const [seed, mass] of seedMass) {
    spread(layers, seed, mass, own)
    let score = 0
    for (const { csr, rowsAt, columnsAt, scale } of steps) {
      const i = seed - rowsAt
      if (i < 0 || i >= csr.rows) continue
      for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) {
        const z = csr.targets[e] + columnsAt
        if (arrived[z] === own[z]) continue
        const weight = csr.weights ? csr.weights[e] : 1
        score += (scale * weight * (arrived[z] - own[z])) / costOf(z)
      }
    }
    scores[seed] = score
    clear(layers, seed, own)
  }
  return scores
}

/** Give each neighbour of `node` its weight times `mass`. */
function spread({ steps }: Layers, node: number, mass: number, into: Float64Array): void {
  for (const { csr, rowsAt, columnsAt, scale } of steps) {
    const i = node - rowsAt
    if (i < 0 || i >= csr.rows) continue
    const { starts, targets, weights } = csr
    const share = mass * scale
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      into[targets[e] + columnsAt] += weights ? share * weights[e] : share
    }
  }
}

function clear({ steps }: Layers, node: number, values: Float64Array): void {
  for (const { csr, rowsAt, columnsAt } of steps) {
    const i = node - rowsAt
    if (i < 0 || i >= csr.rows) continue
    for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) {
      values[csr.targets[e] + columnsAt] = 0
    }
  }
}
