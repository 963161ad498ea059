/**
 * Who may be a child or a victim.
 *
 * Whoever states to be a minor is believed. Of those who state no age the network itself says something:
 * where one in eight of its sources who do state an age states to be a minor, so is about one in eight of
 * the others, and more if children keep quiet about their age. That is said of sources alone, whom others
 * follow; of a seeker it would be dangerous to guess, since who counts as a child may be shown children.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { type Platform } from '../platform/platform.ts'

/**
 * A minor is next to the network with this many follows with members, if they are at least this
 * part of all it has: members follow popular accounts to look ordinary, and some of those are young.
 */
const NEXT_TO = 2
const NEXT_TO_PART = 0.1
/** Before anybody states an age: one source in twenty, and five who do outweigh that. */
const PRIOR_MINORS = 0.25
const PRIOR_STATED = 5

const MINOR = AGE_BANDS.indexOf('minor')
const ADULT = AGE_BANDS.indexOf('adult')

/** Rows that state to be minors and have follows with members enough. Linear in the follows of members. */
export function minorsNextTo(
  { follows: { out, in: back }, ageBands }: Pick<Platform, 'follows' | 'ageBands'>,
  members: ArrayLike<number>,
): number[] {
  const withMembers = new SparseSums()
  for (let k = 0; k < members.length; k++) {
    const i = members[k]
    for (const { starts, targets } of [out, back]) {
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        if (ageBands[targets[e]] === MINOR) withMembers.add(targets[e], 1)
      }
    }
  }
  return [...withMembers.entries()]
    .filter(([i, count]) => {
      const all = degree(out, i) + degree(back, i)
      return count >= NEXT_TO && count >= NEXT_TO_PART * all
    })
    .map(([i]) => i)
}

/**
 * How likely a source that states no age is a minor, from the `bands` of sources, as places in
 * `AGE_BANDS`: the mean of a Beta distribution that the stated ages have updated.
 */
export function chanceOfMinor(bands: Iterable<number>): number {
  let [minors, stated] = [PRIOR_MINORS, PRIOR_STATED]
  for (const band of bands) {
    if (band === MINOR) minors++
    if (band === MINOR || band === ADULT) stated++
  }
  return minors / stated
}
