/**
 * Trees learned from held-out seeds against accounts without a signal: what a weighted sum cannot
 * say, such as "close by tags, but only with this shape".
 *
 * The same positives and unlabelled accounts as in learned-blend.ts, each as it reads without its
 * own seeds (positive-unlabelled learning by Elkan and Noto, KDD 2008). A forest, since with some
 * dozens of positives boosting follows single ones.
 *
 * @module
 */
import { type Ensemble, scoresOf } from '../learn/ensemble.ts'
import { trainForest } from '../learn/forest.ts'
import { type Random } from '../util/random.ts'
import { type Readings } from './blend.ts'
import { drawUnknown } from './learned-blend.ts'
import { type Trial } from './trial.ts'

/** Unlabelled rows in all trials together: the time of a forest goes with them. */
const MOST_UNKNOWN = 6_000
const TREES = 60
/** Few positives, and members among the others: a small leaf would believe single accounts. */
const LEAST_ROWS = 8
const MOST_DEPTH = 12

export function learnTrees(trials: readonly Trial[], random: Random): Ensemble {
  const width = columnsOf(trials[0].readings).length
  const columns: number[][] = Array.from({ length: width }, () => [])
  const answers: number[] = []
  for (const { held, known, readings } of trials) {
    const most = Math.ceil(MOST_UNKNOWN / trials.length)
    const rows = [...held, ...drawUnknown(known, readings.keys, most, random.below(2 ** 32))]
    for (let k = 0; k < rows.length; k++) answers.push(k < held.length ? 1 : 0)
    for (const [k, column] of columnsOf(readings).entries()) {
      for (const row of rows) columns[k].push(column[row])
    }
  }
  const task = {
    columns: columns.map((column) => Float64Array.from(column)),
    rows: Uint32Array.from(answers.keys()),
    answers: Uint8Array.from(answers),
    positiveWeight: 'balanced' as const,
  }
  const options = { trees: TREES, minRows: LEAST_ROWS, maxDepth: MOST_DEPTH }
  return trainForest(task, random, options).ensemble
}

/** What the trees give to every account: their score, `most` at the most. */
export function treeSums(ensemble: Ensemble, readings: Readings, most: number): Float64Array {
  const rows = Uint32Array.from({ length: readings.accounts }, (_, row) => row)
  return scoresOf(ensemble, columnsOf(readings), rows).map((score) => most * score)
}

function columnsOf({ places, shapePlaces }: Readings): Float64Array[] {
  return [...places, ...shapePlaces]
}
