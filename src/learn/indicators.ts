/**
 * Indicators of a column's quantiles: a mean of values forgets their spread, means of indicators
 * are a histogram of them (the binning that DGA-GNN owes its lead to: Duan et al., AAAI 2024).
 *
 * @module
 */
import { binColumns, type Columns } from './bins.ts'

/**
 * For each column of more than two values, one column of 0 and 1 for each of at most `most`
 * quantile bins; a missing value is in none of them. O(rows log rows) a column.
 *
 * @throws {RangeError} as `binColumns` does.
 */
export function quantileIndicators(columns: Columns, rows: Uint32Array, most: number): Columns {
  const { cuts, codes } = binColumns(columns, rows, most)
  return codes.flatMap((own, k) =>
    // two values are an indicator already
    cuts[k].length < 2
      ? []
      : Array.from({ length: cuts[k].length + 1 }, (_, bin) =>
          Float64Array.from(own, (code) => (code === bin + 1 ? 1 : 0)),
        ),
  )
}
