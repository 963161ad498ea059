/**
 * Rows of accounts that detectors are asked about.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'

const everyRowOf = new WeakMap<Platform, Uint32Array>()

/** All rows of the platform; the same array each time, so that what is made from it is made once. */
export function everyRow(platform: Platform): Uint32Array {
  const known = everyRowOf.get(platform)
  if (known) return known
  const rows = Uint32Array.from({ length: platform.accounts.size }, (_, row) => row)
  everyRowOf.set(platform, rows)
  return rows
}

/** Whether rows, distinct and rising, are all there are. */
export function isEveryRow({ accounts }: Platform, rows: Uint32Array): boolean {
  return rows.length === accounts.size
}

/** The place of `row` among `rows`, which rise; -1 if it is not among them. */
export function placeIn(rows: Uint32Array, row: number): number {
  // of all rows each stands at its own place
  if (rows[row] === row) return row
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle] < row) low = middle + 1
    else high = middle
  }
  return low < rows.length && rows[low] === row ? low : -1
}
