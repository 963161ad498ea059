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
 * The share of each part in what lifts an account, given by its place among the rows that were
 * fused, above a typical one, largest first. A part that
 * finds the account less than typical gives nothing, and when none lifts it there is nothing to
 * share: empty.
 *
 * @throws {RangeError} if there is no such place.
 */
export function contributionsTo({ scores, parts }: Fused, place: number): Contribution[] {
  if (!(Number.isInteger(place) && place >= 0 && place < scores.length)) {
    throw new RangeError(`"place" expected 0..${scores.length - 1}, got ${place}`)
  }
  const lifts = parts.map((part) => part.weight * Math.max(0, part.scores[place] - part.typical))
  const total = lifts.reduce((sum, lift) => sum + lift, 0)
  if (scores[place] === 0 || total === 0) return []
  return parts
    .map(({ id }, k) => ({ id, share: lifts[k] / total }))
    .toSorted((a, b) => b.share - a.share)
}
