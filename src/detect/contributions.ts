/**
 * How much each detector gave to an account's place.
 *
 * @module
 */
import { type Fused } from './fuse.ts'

export interface Contribution {
  readonly id: string
  /** 0..1; the shares of an account add up to 1. */
  readonly share: number
}

/**
 * The share of each part in what lifts an account above a typical one, largest first. A part that
 * finds the account less than typical gives nothing, and when none lifts it there is nothing to
 * share: empty.
 *
 * @throws {RangeError} if there is no such row.
 */
export function contributionsTo({ scores, parts }: Fused, row: number): Contribution[] {
  if (!(Number.isInteger(row) && row >= 0 && row < scores.length)) {
    throw new RangeError(`"row" expected 0..${scores.length - 1}, got ${row}`)
  }
  const lifts = parts.map((part) => part.weight * Math.max(0, part.scores[row] - part.typical))
  const total = lifts.reduce((sum, lift) => sum + lift, 0)
  if (scores[row] === 0 || total === 0) return []
  return parts
    .map(({ id }, k) => ({ id, share: lifts[k] / total }))
    .toSorted((a, b) => b.share - a.share)
}
