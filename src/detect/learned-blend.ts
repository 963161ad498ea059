/**
 * Blends learned from held-out seeds against accounts without a signal.
 *
 * Each trial gives its held-out seeds as positives and a part of the other accounts as negatives,
 * all as they read without those seeds. Members that nobody knows are among the negatives; they
 * lower every positive's odds alike and leave the order (Elkan, Noto, KDD 2008, lemma 1).
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { lotOf } from './account-keys.ts'
import { type Blend, evidenceOf, type Scale } from './blend.ts'
import { fitLogistic } from '../statistics/logistic.ts'
import { type Trial } from './trial.ts'

export interface LearnedKind {
  readonly scale: Scale
  readonly withShape: boolean
}

export const LEARNED_KINDS: readonly LearnedKind[] = [
  { scale: 'tail', withShape: false },
  { scale: 'place', withShape: false },
  { scale: 'tail', withShape: true },
  { scale: 'place', withShape: true },
]

/** Negatives in all trials together: enough for some thirty weights. */
const MOST_NEGATIVES = 20_000
/** Penalty next to the mean loss of a row; a third or three times as much changes little. */
const RIDGE = 0.005

/** Learn a blend; detectors and claims never count against an account, shapes speak either way. */
export function learnBlend(
  trials: readonly Trial[],
  { scale, withShape }: LearnedKind,
  random: Random,
): Blend {
  const { places, shapePlaces } = trials[0].readings
  const detectors = places.length
  const shapes = withShape ? shapePlaces.length : 0
  const width = 2 * detectors + shapes
  const columns: number[][] = Array.from({ length: width }, () => [])
  const answers: number[] = []
  for (const trial of trials) {
    const { held, known, readings } = trial
    const most = Math.ceil(MOST_NEGATIVES / trials.length)
    const rows = [...held, ...drawUnknown(known, readings.keys, most, random.below(2 ** 32))]
    for (let k = 0; k < rows.length; k++) answers.push(k < held.length ? 1 : 0)
    for (let k = 0; k < detectors; k++) {
      const evidence = evidenceOf(readings.places[k], scale)
      const claim = readings.claims[k]
      for (const row of rows) {
        columns[k].push(evidence[row])
        columns[detectors + k].push(claim ? claim[row] : 0)
      }
    }
    for (let k = 0; k < shapes; k++) {
      for (const row of rows) columns[2 * detectors + k].push(1 - readings.shapePlaces[k][row])
    }
  }

  const { weights } = fitLogistic({
    features: columns.map((column) => Float64Array.from(column)),
    answers: Uint8Array.from(answers),
    ridge: RIDGE,
    signed: columns.map((_column, k) => k >= 2 * detectors),
  })
  return Object.freeze({
    scale,
    weights: weights.slice(0, detectors),
    claimWeights: weights.slice(detectors, 2 * detectors),
    shapeWeights: weights.slice(2 * detectors),
  })
}

/** Rows where `known` is 0: all of them, or about `most` drawn by their keys. */
export function drawUnknown(
  known: Uint8Array,
  keys: Uint32Array,
  most: number,
  salt: number,
): number[] {
  const share = most / known.length
  const rows: number[] = []
  for (let i = 0; i < known.length; i++) {
    if (known[i] === 0 && (share >= 1 || lotOf(keys[i], salt) < share)) rows.push(i)
  }
  return rows
}
