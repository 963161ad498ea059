/**
 * How the members of a map are tied to each other: what their parts are read from.
 *
 * Two directions, and in the middle of each those it is about: a seeker is known by the sources that it
 * follows, a source by the seekers that follow it. Who is which is taken from the direction of most of
 * its follows, which is enough to count by.
 *
 * @module
 */
import { type Csr, degree, type Digraph } from '../graph/csr.ts'

export interface RoleTally {
  readonly row: number
  /** Its follows in all, and those of it. */
  readonly follows: number
  readonly followers: number
  /** Members that it follows, and that follow it. */
  readonly membersFollowed: number
  readonly memberFollowers: number
  /** Whether more members follow it than it follows; the fit decides between equals. */
  readonly isFollowed: boolean
  /** Of the members that it follows, those that are rather followed; of its followers, the others. */
  readonly sourcesFollowed: number
  readonly seekerFollowers: number
}

/**
 * A tally for each of `members`, in their order. `leaningOf` a member is above 0 for a source. Linear
 * in the follows of members.
 */
export function tallyRoles(
  { out, in: back }: Digraph,
  members: ArrayLike<number>,
  leaningOf: (member: number) => number,
): RoleTally[] {
  const rows = Array.from(members)
  const isMember = new Set(rows)
  const rough = rows.map((row) => {
    const membersFollowed = countIn(out, row, isMember)
    const memberFollowers = countIn(back, row, isMember)
    const isFollowed =
      memberFollowers === membersFollowed ? leaningOf(row) > 0 : memberFollowers > membersFollowed
    return { row, membersFollowed, memberFollowers, isFollowed }
  })
  const sources = new Set(rough.filter(({ isFollowed }) => isFollowed).map(({ row }) => row))
  const seekers = new Set(rough.filter(({ isFollowed }) => !isFollowed).map(({ row }) => row))
  return rough.map((one) => ({
    ...one,
    follows: degree(out, one.row),
    followers: degree(back, one.row),
    sourcesFollowed: countIn(out, one.row, sources),
    seekerFollowers: countIn(back, one.row, seekers),
  }))
}

function countIn({ starts, targets }: Csr, row: number, among: ReadonlySet<number>): number {
  let count = 0
  for (let e = starts[row]; e < starts[row + 1]; e++) if (among.has(targets[e])) count++
  return count
}
