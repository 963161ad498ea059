/**
 * What the tags of a network say of members in doubt.
 *
 * A seeker who follows few sources is a likely member and no sure one. On a page of a tag that only
 * the network uses it would be shown all the same, when all others there are withheld. So whoever
 * is a member by their follows and also uses such a tag is a surer one. Tags alone make nobody a
 * member: anybody may come upon a word, and fans of one thing share many.
 *
 * @module
 */
import { countUniqueNeighbours } from '../graph/union.ts'
import { type Platform } from '../platform/platform.ts'
import { bridgingTags } from './bridging-tags.ts'
import { placeIn } from './every-row.ts'
import { alone } from './tag-families.ts'

/** Most that tags may say, all together: they are one habit, not many witnesses. */
const MOST = Math.log(20)

/**
 * `logOdds` (one for each of `rows`) with what tags add for `members`: the log of how many times as
 * common the most telling of an account's tags is in the network as outside of it, the account left out. Never
 * less than before. Linear in the tag uses of members.
 */
export function withTagEvidence(
  platform: Pick<Platform, 'tags' | 'tagUses' | 'follows'>,
  rows: Uint32Array,
  logOdds: Float64Array,
  members: Uint32Array,
  familyOf = alone,
): Float64Array {
  const { tags, tagUses } = platform
  const strangers = platform.follows.out.rows - members.length
  const telling = new Map<number, number>()
  for (const { tag, spellings, uses } of bridgingTags(platform, members, familyOf)) {
    const places = [tag, ...spellings].map((each) => tags.find(each))
    const everybody = countUniqueNeighbours(tagUses.in, places)
    const within = (uses - 1) / members.length
    const without = (everybody - uses + 1) / (strangers + 1)
    for (const place of places) telling.set(place, Math.min(MOST, Math.log(within / without)))
  }
  const surer = logOdds.slice()
  const { starts, targets } = tagUses.out
  for (const row of members) {
    const place = placeIn(rows, row)
    if (place < 0 || !(logOdds[place] > 0)) continue
    let most = 0
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      most = Math.max(most, telling.get(targets[e]) ?? 0)
    }
    surer[place] += most
  }
  return surer
}
