/**
 * The exact union of the neighbours of a set of rows: "112 of them had 22,000 unique followers".
 *
 * One bit for each column, so that counting costs a pass over the rows' entries and nothing is
 * sorted or hashed.
 *
 * @module
 */
import { type Csr } from './csr.ts'

/**
 * How many different columns `rows` have between them, those in `exclude` not counted.
 * Linear in the entries of `rows`, plus one bit a column.
 *
 * @throws {RangeError} if there is no such row or column.
 */
export function countUniqueNeighbours(
  csr: Csr,
  rows: ArrayLike<number>,
  exclude: ArrayLike<number> = [],
): number {
  return markNeighbours(csr, rows, exclude).count
}

/**
 * The different columns that `rows` have between them, in rising order, those in `exclude` left
 * out. Cost as for the count, plus the columns ÷ 32.
 *
 * @throws {RangeError} if there is no such row or column.
 */
export function uniqueNeighbours(
  csr: Csr,
  rows: ArrayLike<number>,
  exclude: ArrayLike<number> = [],
): Uint32Array {
  const { bits, count } = markNeighbours(csr, rows, exclude)
  for (let k = 0; k < exclude.length; k++) bits[exclude[k] >>> 5] &= ~(1 << (exclude[k] & 31))
  const columns = new Uint32Array(count)
  let filled = 0
  for (let word = 0; word < bits.length; word++) {
    // the lowest bit first, until the word is empty
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
      columns[filled++] = (word << 5) + 31 - Math.clz32(rest & -rest)
    }
  }
  return columns
}

/** Bits of the neighbours and of `exclude`; `count` is of the neighbours alone. */
function markNeighbours(
  { rows: rowCount, columns, starts, targets }: Csr,
  rows: ArrayLike<number>,
  exclude: ArrayLike<number>,
): { bits: Uint32Array; count: number } {
  const bits = new Uint32Array(Math.ceil(columns / 32))
  for (let k = 0; k < exclude.length; k++) {
    const j = exclude[k]
    if (j >>> 0 !== j || j >= columns) {
      throw new RangeError(`"exclude" expected 0..${columns - 1}, got ${j}`)
    }
    bits[j >>> 5] |= 1 << (j & 31)
  }
  let count = 0
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k]
    if (i >>> 0 !== i || i >= rowCount) {
      throw new RangeError(`"rows" expected 0..${rowCount - 1}, got ${i}`)
    }
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const word = targets[e] >>> 5
      const bit = 1 << (targets[e] & 31)
      if ((bits[word] & bit) !== 0) continue
      bits[word] |= bit
      count++
    }
  }
  return { bits, count }
}
