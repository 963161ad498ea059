/**
 * What is to be learned: columns of features, and the answers of some rows.
 *
 * @module
 */
import { type Columns } from './bins.ts'

export interface Task {
  readonly columns: Columns
  /** The rows to learn from, distinct. */
  readonly rows: Uint32Array
  /** 1 for a positive row, 0 for another; one slot for each row of the columns. */
  readonly answers: Uint8Array
  /**
   * What a positive row counts; another counts 1. `balanced` gives both classes the same weight in
   * all, which changes little in the order and everything in what a score means.
   */
  readonly positiveWeight: number | 'balanced'
}

/**
 * What a positive row counts, as a number.
 *
 * @throws {RangeError} if a class has no rows, a row is outside, or the weight is not above 0.
 */
export function positiveWeightOf({ rows, answers, positiveWeight }: Task): number {
  let positives = 0
  for (const row of rows) {
    if (row >= answers.length) {
      throw new RangeError(`"rows" expected 0..${answers.length - 1}, got ${row}`)
    }
    positives += answers[row]
  }
  if (positives === 0 || positives === rows.length) {
    throw new RangeError(`"answers" expected both classes, got ${positives} of ${rows.length}`)
  }
  if (positiveWeight === 'balanced') return (rows.length - positives) / positives
  if (!(positiveWeight > 0 && positiveWeight < Infinity)) {
    throw new RangeError(`"positiveWeight" expected above 0, got ${positiveWeight}`)
  }
  return positiveWeight
}
