/**
 * The plain matrix of a graph: what kernels are checked against on small cases.
 *
 * @module
 */
import { type Csr } from './csr.ts'
import { type Layers } from './layers.ts'

/** `matrix[i][j]` is the weight of entry (i, j), 0 where there is none. Takes rows × columns. */
export function denseMatrix({ rows, columns, starts, targets, weights }: Csr): number[][] {
  return Array.from({ length: rows }, (_, i) => {
    const row = Array.from({ length: columns }, () => 0)
    for (let e = starts[i]; e < starts[i + 1]; e++) row[targets[e]] = weights ? weights[e] : 1
    return row
  })
}

/** `matrix[u][v]` is what all entries between u and v weigh together. Takes order × order. */
export function denseLayers({ order, steps }: Layers): number[][] {
  const matrix = Array.from({ length: order }, () => Array.from({ length: order }, () => 0))
  for (const { csr, rowsAt, columnsAt, scale } of steps) {
    for (const [i, row] of denseMatrix(csr).entries()) {
      for (const [j, weight] of row.entries()) matrix[rowsAt + i][columnsAt + j] += scale * weight
    }
  }
  return matrix
}
