/**
 * Stars whom a network follows for reasons of its own, told from its sources.
 *
 * To the two-role mixture both are the same: followed by many members and by few others. But a
 * source is followed by those who seek it, hardly by other sources; a star by members of either
 * role alike. And a source takes part: where sources follow members, a star follows none. How much
 * sources do of either is learned from this network, in turns with who is one of them; where its
 * sources follow each other as seekers do, or follow nobody, that says nothing.
 *
 * @module
 */
import { type Csr } from '../../graph/csr.ts'
import { type LocalFollows } from './local-follows.ts'

/** Of an account with a clear role, one direction has this many times the follows of the other. */
const CLEAR = 3
/** Fewer sources, or fewer of their followers together, are too few to learn from. */
const LEAST_SOURCES = 10
const LEAST_FOLLOWERS = 100
/** Log odds, before the question, that what looks like a source is a star. */
const LOG_PRIOR_ODDS = Math.log(0.1)
/** Followers beyond this many are no further witnesses, as for the mixture. */
const MOST_WITNESSES = 50
const TURNS = 5
/** Mean follows of a star to members: a few come about by chance. */
const STRAY_FOLLOWS = 0.2

/**
 * Log odds that an account is a star and no source, for those of `members` (places among the
 * accounts of `local`) that look like sources; empty where there is too little to learn from.
 * Linear in the follows of members.
 */
export function admiredLogOdds(
  { following, followed }: LocalFollows,
  members: Uint32Array,
): ReadonlyMap<number, number> {
  const isMember = new Uint8Array(following.among.rows)
  for (const i of members) isMember[i] = 1
  const inside = (csr: Csr, i: number) => {
    const found: number[] = []
    for (let e = csr.starts[i]; e < csr.starts[i + 1]; e++) {
      if (isMember[csr.targets[e]] === 1) found.push(csr.targets[e])
    }
    return found
  }
  const looksLikeSource = new Map<number, { followers: number[]; follows: number }>()
  const isSeeker = new Uint8Array(isMember.length)
  for (const i of members) {
    const followers = inside(followed.among, i)
    const follows = inside(following.among, i).length
    if (followers.length + follows === 0) continue
    if (followers.length >= CLEAR * follows) looksLikeSource.set(i, { followers, follows })
    else if (follows >= CLEAR * followers.length) isSeeker[i] = 1
  }

  const odds = new Map<number, number>()
  const isSource = new Float64Array(isMember.length)
  for (const i of looksLikeSource.keys()) isSource[i] = 1
  for (let turn = 0; turn < TURNS; turn++) {
    let [sources, fromSources, fromEither, follows] = [0, 0, 0, 0]
    const witnesses = new Map<number, readonly [number, number]>()
    for (const [i, { followers, follows: own }] of looksLikeSource) {
      let [ofSources, ofSeekers] = [0, 0]
      for (const j of followers) {
        ofSources += isSource[j]
        ofSeekers += isSeeker[j]
      }
      witnesses.set(i, [ofSources, ofSeekers])
      sources += isSource[i]
      fromSources += isSource[i] * ofSources
      fromEither += isSource[i] * (ofSources + ofSeekers)
      follows += isSource[i] * own
    }
    if (sources < LEAST_SOURCES || fromEither < LEAST_FOLLOWERS) return new Map()
    const seekers = isSeeker.reduce((sum, one) => sum + one, 0)
    const blind = sources / (sources + seekers)
    // a source that other sources favour more than seekers do says nothing of stars
    const usual = Math.min(blind, (fromSources + 0.5) / (fromEither + 1))
    const usualFollows = Math.max(STRAY_FOLLOWS, follows / sources)
    for (const [i, { follows: own }] of looksLikeSource) {
      const [ofSources, ofSeekers] = witnesses.get(i)!
      const temper = Math.min(1, MOST_WITNESSES / (ofSources + ofSeekers))
      const byRole =
        ofSources * Math.log(blind / usual) + ofSeekers * Math.log((1 - blind) / (1 - usual))
      const byFollows = geometric(own, STRAY_FOLLOWS) - geometric(own, usualFollows)
      odds.set(i, LOG_PRIOR_ODDS + temper * byRole + byFollows)
      isSource[i] = 1 / (1 + Math.exp(odds.get(i)!))
    }
  }
  return odds
}

/** Log of the chance of `count` under a geometric law with this mean: wide, as people differ. */
function geometric(count: number, mean: number): number {
  return count * Math.log(mean / (1 + mean)) - Math.log1p(mean)
}
