/**
 * What a node's neighbours are like on average: the parameter-free step that lets a tree see a
 * graph (RFGraph and XGBGraph of GADBench: Tang et al., NeurIPS 2023).
 *
 * The node itself takes no part: a mean that holds it hides how it differs from those around it.
 *
 * @module
 */
import { type Csr } from './csr.ts'

/**
 * The mean over the neighbours of each row of `csr`, apart from itself. Missing values (NaN) count
 * for nothing; where nothing is left the mean is NaN. Every neighbour counts the same, whatever its
 * entry weighs. Linear in the entries.
 *
 * @throws {RangeError} if there is not a value for each column of the matrix.
 */
export function neighbourMean(csr: Csr, values: Float64Array): Float64Array {
  const { rows, columns, starts, targets } = csr
  if (values.length !== columns) {
    throw new RangeError(`"values" expected length ${columns}, got ${values.length}`)
  }
  const means = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    let count = 0
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const j = targets[e]
      if (j === i || Number.isNaN(values[j])) continue
      sum += values[j]
      count++
    }
    means[i] = count === 0 ? NaN : sum / count
  }
  return means
}
