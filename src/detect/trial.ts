/**
 * A trial: what detectors said without some of the seeds, and which seeds those were.
 *
 * @module
 */
import { type Readings } from './blend.ts'
import { judge } from './judge.ts'

export interface Trial {
  /** Rows of the seeds to be found; rising. */
  readonly held: Uint32Array
  /** 1 for every seed, held out or not. */
  readonly known: Uint8Array
  /** What the detectors said without them. */
  readonly readings: Readings
}

/** For each held-out seed, how many accounts without a signal stand before it; ties by half. */
export function beforeEach({ held, known }: Trial, scores: Float64Array): Float64Array {
  return judge(scores, held, known)
}

/** Unknown members that are expected for each known seed; their order among themselves is luck. */
const UNKNOWN_PER_SEED = 10

/**
 * Smoothed average precision of held-out seeds, all trials together: with `before` in rising order
 * and n seeds, the mean over k of k / (k + before[k] + 10·n). 0 without seeds.
 *
 * Members that nobody knows stand before a seed by right, and shrink every precision by about the
 * same factor, so the order of rankings is that of their true average precision. The last term
 * takes the luck out of the first places, where one seed would decide.
 */
export function foundEarly(before: ArrayLike<number>): number {
  const rising = Float64Array.from(before).toSorted()
  const size = rising.length
  let sum = 0
  for (let k = 0; k < size; k++) sum += (k + 1) / (k + 1 + rising[k] + UNKNOWN_PER_SEED * size)
  return size === 0 ? 0 : sum / size
}

/** How early held-out seeds are found by the sums of each trial. */
export function foundBy(trials: readonly Trial[], sums: readonly Float64Array[]): number {
  return foundEarly(trials.flatMap((trial, k) => [...beforeEach(trial, sums[k])]))
}
