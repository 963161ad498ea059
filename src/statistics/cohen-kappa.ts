/**
 * How far two raters agree beyond chance: J. Cohen, A coefficient of agreement for nominal scales,
 * Educ. Psychol. Meas. 20, 1960. The interval has the large-sample variance of J. Fleiss, J. Cohen and
 * B. Everitt, Large sample standard errors of kappa and weighted kappa, Psychol. Bull. 72, 1969.
 *
 * @module
 */
import { type Interval } from './interval.ts'
import { normalQuantile } from './normal.ts'

export interface Agreement {
  readonly count: number
  /** Share of those on which both say the same. */
  readonly observed: number
  /** The share that chance alone gives two raters with these habits. */
  readonly expected: number
  /** Null where it says nothing: nobody rated, or both always say one and the same. */
  readonly kappa: Interval | null
}

/** @param table how many the first rater put in the row and the second in the column. @throws {RangeError} if it is not square. */
export function cohenKappa(table: readonly (readonly number[])[]): Agreement {
  const size = table.length
  for (const row of table) {
    if (row.length !== size) {
      throw new RangeError(`"table" expected rows of length ${size}, got ${row.length}`)
    }
  }
  const count = sum(table.map(sum))
  if (count === 0) return { count, observed: 0, expected: 0, kappa: null }
  const rows = table.map((row) => sum(row) / count)
  const columns = table.map((_, j) => sum(table.map((row) => row[j])) / count)
  const observed = sum(table.map((row, i) => row[i])) / count
  const expected = sum(rows.map((p, i) => p * columns[i]))
  if (expected >= 1) return { count, observed, expected, kappa: null }
  const value = (observed - expected) / (1 - expected)

  // Fleiss, Cohen and Everitt's three terms
  let onDiagonal = 0
  let off = 0
  for (const [i, row] of table.entries()) {
    for (const [j, cell] of row.entries()) {
      const p = cell / count
      if (i === j) onDiagonal += p * (1 - (rows[i] + columns[i]) * (1 - value)) ** 2
      else off += p * (columns[i] + rows[j]) ** 2
    }
  }
  const rest = (value - expected * (1 - value)) ** 2
  const variance = (onDiagonal + (1 - value) ** 2 * off - rest) / (count * (1 - expected) ** 2)
  const half = normalQuantile(0.975) * Math.sqrt(Math.max(0, variance))
  const kappa = { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) }
  return { count, observed, expected, kappa }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
