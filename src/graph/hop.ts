/**
 * One hop: what each node holds goes over its entries to its neighbours.
 *
 * This is the plain way, which spreads; the engine has one that gathers on several threads. Layers
 * hold both directions of everything, so the two say the same, but for the order of their sums.
 *
 * @module
 */
import { type Layers } from './layers.ts'

/** `into[v] += Σ_u scale · weight · shares[u]` over all entries between u and v. */
export type Hop = (layers: Layers, shares: Float64Array, into: Float64Array) => void

/** Linear in the entries of the nodes whose share is not 0, plus the nodes. */
export const spreadAll: Hop = ({ steps }, shares, into) => {
  for (const { csr, rowsAt, columnsAt, scale } of steps) {
    const { rows, starts, targets, weights } = csr
    for (let i = 0; i < rows; i++) {
      if (shares[rowsAt + i] === 0) continue
      const share = scale * shares[rowsAt + i]
      for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
        into[targets[e] + columnsAt] += weights ? share * weights[e] : share
      }
    }
  }
}
