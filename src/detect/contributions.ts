/**
 * How much each detector gave to an account's place.
 *
 * @module
 */
import { type Fused } from './fuse.ts'

export interface Contribution {
  readonly id: string
  /** 0..1; all shares of an account add up to 1. */
  readonly share: number
}

/**
 * The share of each part in what lifts an account above a typical one, largest first. A part that
 * finds the account less than typical gives nothing. When no part lifts it, parts share by weight:
 * nothing stands out, and none is to blame more than its say. Empty when there are no parts.
 *
 * @throws {RangeError} if there is no such row.
 */
export function contributionsTo({ scores, parts }: Fused, row: number): Contribution[] {
  if (!(Number.isInteger(row) && row >= 0 && row < scores.length)) {
    throw new RangeError(`"row" expected 0..${scores.length - 1}, got ${row}`)
  }
  const lifts = parts.map((part) => part.weight * Math.max(0, part.scores[row] - part.typical))
  const given = sumOf(lifts) > 0 ? lifts : parts.map(({ weight }) => (weight > 0 ? weight : 0))
  const total = sumOf(given)
  return parts
    .map(({ id }, k) => ({ id, share: total > 0 ? given[k] / total : 1 / parts.length }))
    .toSorted((a, b) => b.share - a.share)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
