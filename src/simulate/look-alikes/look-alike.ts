/**
 * What an innocent look-alike is: a kind of group that could be mistaken for a planted network.
 *
 * @module
 */
import { type Random } from '../../util/random.ts'
import { type Draft } from '../draft.ts'

export interface LookAlike {
  /** Groups are named after it: `fan-club-1`, `fan-club-2`. */
  readonly id: string
  /** Claims accounts and links them; at least one group, whatever the size of the world. */
  plant(draft: Draft, random: Random): void
}

/** How many groups a world of this size has: one for each `accountsPerGroup`, within bounds. */
export function groupCount(
  draft: Draft,
  accountsPerGroup: number,
  least: number,
  most: number,
): number {
  const count = Math.round(draft.options.accounts / accountsPerGroup)
  return Math.max(least, Math.min(most, count))
}

/** Groups grow with the world, by its square root, from `least` at 2,000 accounts. */
export function groupSize(draft: Draft, least: number, most: number): number {
  return Math.min(
    most,
    Math.max(least, Math.round(least * Math.sqrt(draft.options.accounts / 2000))),
  )
}
