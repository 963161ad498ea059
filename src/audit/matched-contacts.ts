/**
 * Preference-matched counterparts: for each account that a treated test account meets, the innocent
 * one that is most like it.
 *
 * A difference between test accounts shows no bias of a recommender as long as their tastes differ
 * (the critique of puppet audits by M. Ribeiro): the counterpart shares the most tags, by Jaccard's
 * measure, and among equals is the one with the nearest number of followers.
 *
 * @module
 */
import { type Csr, degree } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'

/** For each row of `met`, its counterpart; that of `fallback` where no innocent account shares a tag. */
export function matchedContacts(
  { follows, tagUses }: Platform,
  met: readonly number[],
  fallback: readonly number[],
  harmful: Uint8Array,
): number[] {
  const followers = (row: number) => degree(follows.in, row)
  return met.map((row, place) => {
    const tags = entriesOf(tagUses.out, row)
    const shared = new Map<number, number>()
    for (const tag of tags) {
      for (const other of entriesOf(tagUses.in, tag)) {
        if (other !== row && harmful[other] !== 1) shared.set(other, (shared.get(other) ?? 0) + 1)
      }
    }
    let best = fallback[place]
    let likeness = 0
    for (const [other, common] of shared) {
      const jaccard = common / (tags.length + degree(tagUses.out, other) - common)
      const isNearer =
        Math.abs(followers(other) - followers(row)) < Math.abs(followers(best) - followers(row))
      if (jaccard > likeness || (jaccard === likeness && isNearer)) {
        best = other
        likeness = jaccard
      }
    }
    return best
  })
}

function entriesOf({ starts, targets }: Csr, row: number): Uint32Array {
  return targets.subarray(starts[row], starts[row + 1])
}
