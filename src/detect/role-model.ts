/**
 * How likely a member plays each part, from its ties with the others.
 *
 * Counts are read against what is usual in the same network, so that a large network and a small one, one
 * that hides and one that does not, are read by the same scale: a connector follows as many sources as
 * seekers do, and has followers as sources have; a source that follows some others has far fewer. The
 * chances are a multinomial logistic model (C. Bishop, Pattern Recognition and Machine Learning, 2006,
 * 4.3.4) of a few such features; so is the chance that a claim is right at all, since log-odds of 10 are
 * right nine times in ten and not 22,000 times in 22,001.
 *
 * `npm run fit:roles` fitted the weights, on worlds that the measure `roles` does not use, and prints them.
 *
 * @module
 */
import { type RoleTally } from './role-tallies.ts'

/** What is usual in a network: of its seekers and of its sources. */
interface Usual {
  readonly sourcesFollowed: number
  readonly seekerFollowers: number
  readonly shareOfFollows: number
  readonly shareOfFollowers: number
}

/** Weights of a constant and of the features of `partFeatures`; a source's are 0. */
const SEEKER_WEIGHTS: readonly number[] = [-1.89, -1.22, -2.11, -0.35, -3.06]
const CONNECTOR_WEIGHTS: readonly number[] = [-0.42, 2.02, -1.75, -0.56, 0.24]
/** Likewise of `claimFeatures`. */
const CLAIM_WEIGHTS: readonly number[] = [0.75, 1.36, 1.6]

/** A follow of chance, so that nobody is infinitely unlike anybody. */
const STRAY = 0.5
const STRAY_SHARE = 0.01

export interface PartChances {
  readonly source: number
  readonly seeker: number
  readonly connector: number
}

export interface RoleReading {
  /** Sum to 1: which part, if any. */
  readonly partChances: PartChances
  /** That it has a part at all. */
  readonly claimChance: number
}

/** A reading for each tally. `logOddsOf` a member is what the mixture says of it. */
export function readRoles(
  tallies: readonly RoleTally[],
  logOddsOf: (member: number) => number,
): RoleReading[] {
  const usual = usualOf(tallies)
  return tallies.map((tally) => {
    const features = partFeatures(tally, usual)
    const seeker = Math.exp(Math.min(MOST, weigh(SEEKER_WEIGHTS, features)))
    const connector = Math.exp(Math.min(MOST, weigh(CONNECTOR_WEIGHTS, features)))
    const all = 1 + seeker + connector
    const claim = weigh(CLAIM_WEIGHTS, claimFeatures(tally, usual, logOddsOf(tally.row)))
    return {
      partChances: { source: 1 / all, seeker: seeker / all, connector: connector / all },
      claimChance: 1 / (1 + Math.exp(-claim)),
    }
  })
}

/** Beyond this many nats an exponential adds nothing but an overflow. */
const MOST = 50

export function usualOf(tallies: readonly RoleTally[]): Usual {
  const sources = tallies.filter(({ isFollowed }) => isFollowed)
  const seekers = tallies.filter((one) => !one.isFollowed && isTied(one))
  return {
    sourcesFollowed: Math.max(1, mean(seekers.map((one) => one.sourcesFollowed))),
    seekerFollowers: Math.max(1, mean(sources.map((one) => one.seekerFollowers))),
    shareOfFollows: median(seekers.map(shareOfFollows)),
    shareOfFollowers: median(sources.map(shareOfFollowers)),
  }
}

/** Against the usual seeker, against the usual source, both at once, and the direction of its follows. */
export function partFeatures(tally: RoleTally, usual: Usual): number[] {
  const asSeeker = Math.log((tally.sourcesFollowed + STRAY) / usual.sourcesFollowed)
  const asSource = Math.log((tally.seekerFollowers + STRAY) / usual.seekerFollowers)
  const direction = Math.log((tally.memberFollowers + STRAY) / (tally.membersFollowed + STRAY))
  return [asSeeker, asSource, asSeeker * asSource, direction]
}

/** How sure the mixture is, on a scale that flattens, and how much of the account its ties are. */
export function claimFeatures(tally: RoleTally, usual: Usual, logOdds: number): number[] {
  const [share, typical] = tally.isFollowed
    ? [shareOfFollowers(tally), usual.shareOfFollowers]
    : [shareOfFollows(tally), usual.shareOfFollows]
  const part = Math.log((share + STRAY_SHARE) / (typical + STRAY_SHARE))
  return [Math.log1p(Math.max(0, logOdds)), part]
}

/** Whether it has any follow with another member: without one nothing says which part it plays. */
export function isTied({ membersFollowed, memberFollowers }: RoleTally): boolean {
  return membersFollowed + memberFollowers > 0
}

function shareOfFollows({ sourcesFollowed, follows }: RoleTally): number {
  return sourcesFollowed / (follows + 1)
}

function shareOfFollowers({ seekerFollowers, followers }: RoleTally): number {
  return seekerFollowers / (followers + 1)
}

function weigh([constant, ...weights]: readonly number[], features: readonly number[]): number {
  return weights.reduce((sum, weight, k) => sum + weight * features[k], constant)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
