/**
 * Fusion: several detectors, weighed by what held-out seeds say of each.
 *
 * No rule is best everywhere: on a network of sources and seekers the two-role mixture is nearly
 * perfect and walks are not; on shared tags it is the other way round. So seeds are held out, every
 * detector runs without them, and what finds them again counts.
 *
 * With few seeds each detector's evidence is weighed by how early it finds them
 * (weighted-blend.ts). With many, blends are also learned from them (learned-blend.ts), which may
 * read shapes too; the one that is best at seeds it has not learned from is taken, if it is clearly
 * better than plain weighing. Then trees (learned-trees.ts) may speak beside it, by the same rule; and
 * whom all of that puts far in front counts as a seed in part (second-look.ts).
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { type Progress, silent } from '../util/progress.ts'
import { type Random } from '../util/random.ts'
import { keysOf } from './account-keys.ts'
import { type Blend, blended, partSums, type Readings, shapeSums, spreadOf } from './blend.ts'
import { type Detector, type Seeds } from './detector.ts'
import { everyRow, placeIn } from './every-row.ts'
import { foldsOf } from './held-out.ts'
import { learnBlend, LEARNED_KINDS } from './learned-blend.ts'
import { learnTrees, treeSums } from './learned-trees.ts'
import { placesOf } from './places.ts'
import { shapeColumns } from './shape.ts'
import { reachableAccounts } from './ties.ts'
import { secondLook } from './second-look.ts'
import { foundBy, type Trial } from './trial.ts'
import { foundAmongFirst, weighBlend } from './weighted-blend.ts'

export interface FusedPart {
  /** Id of the detector, or `shape`, `trees` or `second-look`. */
  readonly id: string
  /** The most that this part can give to an account. */
  readonly weight: number
  /**
   * Share of held-out seeds that the detector placed among the first hundredth of the rows; null
   * when none could be held out, and for what is no detector.
   */
  readonly heldOutFound: number | null
  /** Evidence of each row, 0..1: what it is given, of `weight`. */
  readonly scores: Float64Array
  /** Mean of `scores`: what it takes to stand out. */
  readonly typical: number
}

export interface Fused {
  /**
   * One for each row: 1 for the first place, falling with the logarithm of the place towards 0 for
   * the last of all accounts; 0 for what no seed reaches.
   */
  readonly scores: Float64Array
  readonly parts: readonly FusedPart[]
}

/** Seeds are dealt into this many folds, or fewer where there are fewer seeds. */
const FOLDS = 4
/** From here on a run over all detectors takes seconds, and fewer folds must do… */
const MANY_ENTRIES = 700_000
const FOLDS_OF_LARGE = 3
/** …unless seeds are so few that a third less of them may find nothing where all find the network. */
const FEW_SEEDS = 14
const FOLDS_OF_FEW = 5
/** Below this, there is too little to learn from. */
const LEAST_SEEDS_TO_LEARN = 40
/** How much better a learned blend has to be. */
const CLEARLY = 1.01

export interface FuseOptions {
  /** The accounts to place, distinct and rising, all seeds among them; everybody unless said. */
  readonly rows?: Uint32Array
  /** What `reachableAccounts` says, if it is known already. */
  readonly reachable?: Uint8Array
  /**
   * Whether a learned blend may place accounts that no seed reaches, by their shape alone: groups
   * that act like the known ones and have no tie to them.
   */
  readonly scoreUnreached?: boolean // defaults to false
  /** Told of each run of a detector: on a dense graph they take seconds. */
  readonly progress?: Progress
}

/**
 * Fuse what `detectors` say of the rows. Runs each of them once on all seeds and once for each fold.
 * The same platform, seeds, rows and random stream give the same result.
 */
export function fuse(
  platform: Platform,
  seeds: Seeds,
  detectors: readonly Detector[],
  random: Random,
  options: FuseOptions = {},
): Fused {
  const { rows = everyRow(platform), scoreUnreached = false, progress = silent } = options
  const size = rows.length
  const seedKeys = keysOf(platform, seeds.rows)
  const folds = foldsOf(seeds, foldsFor(platform, seeds), random.fork(0), seedKeys)
  let done = 0
  const run = (detector: Detector, from: Seeds) => {
    progress(done++, detectors.length * (1 + folds.length), 'detectors and held-out seeds')
    return detector.score(platform, from, rows)
  }
  const runs = detectors.map((detector) => run(detector, seeds))
  const speaking = detectors.filter((_detector, k) => runs[k] !== null)
  if (seeds.rows.length === 0 || speaking.length === 0) {
    return Object.freeze({ scores: new Float64Array(size), parts: Object.freeze([]) })
  }

  // there must be as many others to tell the seeds from
  const learning = Math.min(seeds.rows.length, size - seeds.rows.length) >= LEAST_SEEDS_TO_LEARN
  const shapes = learning ? shapeColumns(platform, rows).map(({ values }) => placesOf(values)) : []
  const keys = keysOf(platform, rows)
  const read = (scores: readonly (Float64Array | null)[]) =>
    readingsOf(speaking, scores, shapes, keys)
  const readings = read(runs.filter((scores) => scores !== null))
  const known = new Uint8Array(size)
  for (const row of seeds.rows) known[placeIn(rows, row)] = 1
  const trials = folds.map(({ kept, held }) => ({
    held: held.map((row) => placeIn(rows, row)),
    known,
    readings: read(speaking.map((detector) => run(detector, kept))),
  }))

  const judged = learning && trials.length > 1
  const best = judged ? bestBlend(trials, readings, random.fork(1)) : null
  const blend = best ? best.blend : weighBlend(trials, readings)
  const sums = blended(readings, blend)
  const trees = best ? helpfulTrees(trials, readings, best, random.fork(2)) : null
  if (trees) addTo(sums, trees.given)
  const looked = best
    ? secondLook(platform, rows, {
        seeds,
        sums,
        trials: trials.map((trial, k) => ({ ...trial, kept: folds[k].kept })),
        heldOutSums: (trees ?? best).heldOutSums,
      })
    : null
  if (looked) addTo(sums, looked)
  const everywhere = scoreUnreached && blend.shapeWeights.length > 0
  const reachable = everywhere
    ? null
    : (options.reachable ?? reachableAccounts(platform, seeds.rows))
  const placed = rows.map((row) => (reachable && reachable[row] === 0 ? 0 : 1))
  return Object.freeze({
    scores: scoresOf(sums, placed, platform.accounts.size),
    parts: partsOf(speaking, readings, blend, trials, {
      trees: trees && trees.given,
      'second-look': looked,
    }),
  })
}

function foldsFor({ follows, tagUses }: Platform, { rows }: Seeds): number {
  if (rows.length <= FEW_SEEDS) return FOLDS_OF_FEW
  const entries = follows.out.targets.length + tagUses.out.targets.length
  return entries < MANY_ENTRIES ? FOLDS : FOLDS_OF_LARGE
}

function readingsOf(
  detectors: readonly Detector[],
  runs: readonly (Float64Array | null)[],
  shapePlaces: readonly Float64Array[],
  keys: Uint32Array,
): Readings {
  const scores = runs.map((run) => run ?? new Float64Array(keys.length))
  return {
    accounts: keys.length,
    keys,
    places: scores.map(placesOf),
    claims: detectors.map(({ claimsAbove }, k) =>
      claimsAbove === undefined
        ? null
        : Uint8Array.from(scores[k], (score) => (score > claimsAbove ? 1 : 0)),
    ),
    shapePlaces,
  }
}

interface BestBlend {
  readonly blend: Blend
  /** What the same way of blending gives in each trial, learned from the other trials. */
  readonly heldOutSums: readonly Float64Array[]
}

/** The weighted blend, unless a learned one is clearly better at seeds that neither has seen. */
function bestBlend(trials: readonly Trial[], readings: Readings, random: Random): BestBlend {
  const ways = [
    (from: readonly Trial[]) => weighBlend(from, readings),
    ...LEARNED_KINDS.map((kind, k) => {
      const seed = random.below(2 ** 31)
      return (from: readonly Trial[]) => learnBlend(from, kind, random.fork(k + seed))
    }),
  ]
  const heldOutSums = ways.map((way) =>
    trials.map((trial) => blended(trial.readings, way(trials.filter((other) => other !== trial)))),
  )
  const qualities = heldOutSums.map((sums) => foundBy(trials, sums))
  let best = 0
  for (let k = 1; k < ways.length; k++) {
    const needed = best === 0 ? qualities[0] * CLEARLY : qualities[best]
    if (qualities[k] > needed) best = k
  }
  return { blend: ways[best](trials), heldOutSums: heldOutSums[best] }
}

interface Trees {
  /** What they give to every row. */
  readonly given: Float64Array
  /** What blend and trees give together in each trial, learned from the other trials. */
  readonly heldOutSums: readonly Float64Array[]
}

/**
 * Trees beside the best blend, or null unless both together are clearly better than the blend
 * alone, at seeds that neither has seen.
 */
function helpfulTrees(
  trials: readonly Trial[],
  readings: Readings,
  { blend, heldOutSums }: BestBlend,
  random: Random,
): Trees | null {
  const together = trials.map((trial, k) => {
    const sums = heldOutSums[k]
    const learned = learnTrees(
      trials.filter((other) => other !== trial),
      random.fork(k),
    )
    const given = treeSums(learned, trial.readings, spreadOf(sums))
    return sums.map((sum, i) => sum + given[i])
  })
  if (foundBy(trials, together) <= foundBy(trials, heldOutSums) * CLEARLY) return null
  const spread = spreadOf(blended(readings, blend))
  const given = treeSums(learnTrees(trials, random.fork(trials.length)), readings, spread)
  return { given, heldOutSums: together }
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += more[i]
}

function scoresOf(sums: Float64Array, placed: Uint32Array, accounts: number): Float64Array {
  const bottom = Math.log(accounts + 1)
  return placesOf(sums).map((place, i) =>
    placed[i] === 0 ? 0 : 1 - Math.log(Math.max(1, place * sums.length + 0.5)) / bottom,
  )
}

function partsOf(
  detectors: readonly Detector[],
  readings: Readings,
  blend: Blend,
  trials: readonly Trial[],
  beside: Readonly<Record<string, Float64Array | null>>,
): readonly FusedPart[] {
  const parts = detectors.map(({ id }, k) => {
    const sums = partSums(readings, blend, k) ?? new Float64Array(readings.accounts)
    return part(id, foundAmongFirst(trials, k), sums)
  })
  if (blend.shapeWeights.some((weight) => weight !== 0)) {
    parts.push(part('shape', null, shapeSums(readings, blend)))
  }
  for (const [id, given] of Object.entries(beside)) if (given) parts.push(part(id, null, given))
  return Object.freeze(parts)
}

/** Scales what a part gives to 0..1, the least given to anybody being 0 and the most 1. */
function part(id: string, heldOutFound: number | null, sums: Float64Array): FusedPart {
  let least = Infinity
  let most = -Infinity
  let total = 0
  for (const sum of sums) {
    least = Math.min(least, sum)
    most = Math.max(most, sum)
    total += sum
  }
  const weight = most > least ? most - least : 0
  const scaled = (sum: number) => (weight === 0 ? 0 : (sum - least) / weight)
  return Object.freeze({
    id,
    weight,
    heldOutFound,
    scores: sums.map(scaled),
    typical: scaled(total / sums.length),
  })
}
