/**
 * Columns of numbers as small codes, so that a tree looks for its splits in counts and not in
 * sorted lists (the histogram method of LightGBM: Ke et al., NeurIPS 2017).
 *
 * Code 0 is a missing value (NaN); a known value has 1 + how many cuts are below it. A column with
 * few distinct values has a cut between any two of them, so binning loses nothing there.
 *
 * @module
 */

/** One array for each feature, one slot for each row; NaN is a missing value. */
export type Columns = readonly Float64Array[]

export interface Bins {
  /** Rising cuts of each column; a value equal to a cut lies below it. At most 254. */
  readonly cuts: readonly Float64Array[]
  /** A code for each row, one array for each column. */
  readonly codes: readonly Uint8Array[]
}

/** With the code of missing values a column then has 256 codes: a byte. */
export const MOST_BINS = 255

/**
 * Cut each column into at most `most` bins of about as many of `rows` each, and code every row by
 * them. O(rows log rows) a column.
 *
 * @throws {RangeError} if columns differ in length, a value is infinite or `most` is not 2..255.
 */
export function binColumns(columns: Columns, rows: Uint32Array, most = MOST_BINS): Bins {
  if (!(Number.isInteger(most) && most >= 2 && most <= MOST_BINS)) {
    throw new RangeError(`"most" expected 2..${MOST_BINS}, got ${most}`)
  }
  const length = columns.length === 0 ? 0 : columns[0].length
  const cuts = columns.map((column, k) => {
    if (column.length !== length) {
      throw new RangeError(`column ${k} expected length ${length}, got ${column.length}`)
    }
    return cutsOf(
      Float64Array.from(rows, (row) => column[row]),
      most,
      k,
    )
  })
  return Object.freeze({
    cuts: Object.freeze(cuts),
    codes: Object.freeze(columns.map((column, k) => codesOf(column, cuts[k]))),
  })
}

/** The code of a value: 0 when missing, else 1 + the cuts below it. O(log cuts). */
export function codeOf(value: number, cuts: Float64Array): number {
  if (Number.isNaN(value)) return 0
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cuts[middle] < value) low = middle + 1
    else high = middle
  }
  return low + 1
}

function codesOf(column: Float64Array, cuts: Float64Array): Uint8Array {
  return Uint8Array.from(column, (value) => codeOf(value, cuts))
}

function cutsOf(values: Float64Array, most: number, k: number): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value)).toSorted()
  if (known.length === 0) return new Float64Array(0)
  for (const value of [known[0], known[known.length - 1]]) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`column ${k} expected finite values or NaN, got ${value}`)
    }
  }
  const distinct = known.filter((value, at) => at === 0 || value !== known[at - 1])
  const cuts: number[] = []
  if (distinct.length <= most) {
    for (let at = 1; at < distinct.length; at++) {
      cuts.push(between(distinct[at - 1], distinct[at]))
    }
    return Float64Array.from(cuts)
  }
  for (let bin = 1; bin < most; bin++) {
    const at = Math.floor((bin * known.length) / most)
    // a long run of equal values is never cut through: it takes the place of several bins
    const above = known[at]
    let under = at - 1
    while (under >= 0 && known[under] === above) under--
    if (under < 0) continue
    const cut = between(known[under], above)
    if (cuts.length === 0 || cut > cuts[cuts.length - 1]) cuts.push(cut)
  }
  return Float64Array.from(cuts)
}

/** The middle, or `low` where rounding would reach `high`: `low ≤ cut < high` always. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2
  return middle < high ? middle : low
}
