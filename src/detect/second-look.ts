/**
 * A second look: whoever the first ranking puts far in front counts as a seed too, in part, and
 * affinities are read once more.
 *
 * A few seeds meet few of a network's tags; those whom they find meet nearly all of them. Label
 * propagation by soft labels, as in learning with local and global consistency (Zhou et al., NIPS
 * 2003), with one step and another rule: the affinity of an account, which leaves out what the
 * account itself is believed to be.
 *
 * How many members to believe in is read off held-out seeds: see `memberShare`.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { blended, type Readings, spreadOf } from './blend.ts'
import { type Detector, type Seeds } from './detector.ts'
import { followAffinity, followerAffinity } from './follow-affinity.ts'
import { placesOf } from './places.ts'
import { tagAffinity } from './tag-affinity.ts'
import { beforeEach, foundBy, type Trial } from './trial.ts'
import { weighBlend } from './weighted-blend.ts'

/** Linear in links, however many seeds there are, and without what an account itself adds. */
const LOOKERS: readonly Detector[] = [tagAffinity, followAffinity, followerAffinity]

/** Belief falls with this power of the place; 2 and 4 do about the same. */
const STEEPNESS = 2
/** Less belief than this is none: the time goes with those who are believed. */
const LEAST_BELIEF = 1 / 32
/** What it may give, next to the spread of all that was said before: it sees more than that did. */
const WEIGHT = 4
/** Held-out seeds found this much later than by the first look speak against a second. */
const CLEARLY_LATER = 0.97

export interface FirstLook {
  readonly seeds: Seeds
  /** What was given to every row. */
  readonly sums: Float64Array
  readonly trials: readonly (Trial & { readonly kept: Seeds })[]
  /** What was given in each trial by what has not seen its held-out seeds. */
  readonly heldOutSums: readonly Float64Array[]
}

/**
 * What a second look gives to every one of `rows` (rising, all seeds among them), or null where it
 * has nothing to read or finds held-out seeds clearly later.
 */
export function secondLook(
  platform: Platform,
  rows: Uint32Array,
  { seeds, sums, trials, heldOutSums }: FirstLook,
): Float64Array | null {
  const share = memberShare(trials, heldOutSums)
  const look = (from: Seeds, given: Float64Array, keys: Uint32Array): Readings | null => {
    const believed = believedIn(rows, given, share, from)
    const places = LOOKERS.map((detector) => detector.score(platform, believed, rows))
      .filter((scores) => scores !== null)
      .map(placesOf)
    if (places.length === 0) return null
    return { accounts: rows.length, keys, places, claims: places.map(() => null), shapePlaces: [] }
  }
  const readings = look(seeds, sums, trials[0].readings.keys)
  if (!readings) return null
  const again = trials.map((trial, k) => ({
    ...trial,
    readings: look(trial.kept, heldOutSums[k], trial.readings.keys)!,
  }))
  const together = again.map((trial, k) => {
    const others = again.filter((other) => other !== trial)
    const given = givenBy(others, trial.readings, heldOutSums[k])
    return given.map((sum, i) => sum + heldOutSums[k][i])
  })
  if (foundBy(again, together) < CLEARLY_LATER * foundBy(trials, heldOutSums)) return null
  return givenBy(again, readings, sums)
}

/** What the looks of `readings` give, weighed by how early each finds the seeds held out of `from`. */
function givenBy(from: readonly Trial[], readings: Readings, first: Float64Array): Float64Array {
  const most = WEIGHT * spreadOf(first)
  return blended(readings, weighBlend(from, readings)).map((sum) => most * sum)
}

/**
 * An upper estimate of the share of members among all accounts: if half of the held-out seeds stand
 * before some place, so does half of the members, and these cannot be more than the accounts before
 * it (the bound on a class prior of Blanchard, Lee, Scott, JMLR 2010, at one place).
 * `sums` has one array for each trial. Above 0, at most 1.
 */
export function memberShare(trials: readonly Trial[], sums: readonly Float64Array[]): number {
  const places = trials.flatMap((trial, k) => {
    const unknown = trial.known.reduce((count, known) => count + 1 - known, 0)
    return [...beforeEach(trial, sums[k])].map((before) => (before + 1) / (unknown + 1))
  })
  const middle = places.toSorted((a, b) => a - b)[places.length >> 1]
  return Math.min(1, 2 * middle)
}

/**
 * Everybody who is believed to be a member, as seeds: a seed keeps its weight, that of another is
 * 1 / (1 + (place / share)²), by their place in the ranking of `sums`.
 * @param rows the accounts that `sums` are of, rising, all of `seeds` among them.
 */
export function believedIn(
  rows: Uint32Array,
  sums: Float64Array,
  share: number,
  seeds: Seeds,
): Seeds {
  const weightOf = new Map<number, number>()
  for (const [k, row] of seeds.rows.entries()) weightOf.set(row, seeds.weights[k])
  const places = placesOf(sums)
  const believed: number[] = []
  const weights: number[] = []
  for (const [place, row] of rows.entries()) {
    const weight = weightOf.get(row) ?? 1 / (1 + (places[place] / share) ** STEEPNESS)
    if (weight < LEAST_BELIEF) continue
    believed.push(row)
    weights.push(weight)
  }
  return { rows: Uint32Array.from(believed), weights: Float32Array.from(weights) }
}
