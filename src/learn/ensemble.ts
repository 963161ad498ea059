/**
 * Many trees as one ranking.
 *
 * @module
 */
import { type Columns } from './bins.ts'
import { type Tree, treeValue } from './tree.ts'

export interface Ensemble {
  /** `forest`: the mean of the trees, a share of 0..1. `boosted`: offset plus their sum, log odds. */
  readonly kind: 'forest' | 'boosted'
  /** How many features it was trained on. */
  readonly width: number
  /** 0 in a forest. */
  readonly offset: number
  readonly trees: readonly Tree[]
}

/**
 * A score of 0..1 for each of `rows`: larger is more like the positives. Not a probability before
 * it is calibrated. O(rows × trees × depth).
 *
 * @throws {RangeError} if there are not as many columns as the ensemble was trained on.
 */
export function scoresOf(ensemble: Ensemble, columns: Columns, rows: Uint32Array): Float64Array {
  const { kind, width, offset, trees } = ensemble
  if (columns.length !== width) {
    throw new RangeError(`"columns" expected ${width}, got ${columns.length}`)
  }
  const sums = new Float64Array(rows.length)
  for (const tree of trees) {
    for (let r = 0; r < rows.length; r++) sums[r] += treeValue(tree, columns, rows[r])
  }
  return kind === 'forest'
    ? sums.map((sum) => (trees.length === 0 ? 0 : sum / trees.length))
    : sums.map((sum) => 1 / (1 + Math.exp(-(offset + sum))))
}
