/**
 * Cross-fitting: every row is scored by a model that has not seen it, and the calibration is fitted
 * to those scores. Fitted to scores of rows that the model was trained on, it would believe them.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { type Ensemble, scoresOf } from './ensemble.ts'
import { fitIsotonic, type Isotonic } from './isotonic.ts'
import { type Task } from './task.ts'

export interface CrossFitted {
  /** Trained on all rows. */
  readonly ensemble: Ensemble
  readonly calibration: Isotonic
  /** For each of the task's rows, by the ensemble that was trained without its fold. */
  readonly heldOutScores: Float64Array
}

/**
 * Train once on all rows and once without each of `folds` folds, positives and others dealt evenly.
 *
 * @throws {RangeError} if `folds` is not at least 2, or either class has fewer rows than folds.
 */
export function crossFit(
  task: Task,
  train: (task: Task, random: Random) => Ensemble,
  folds: number,
  random: Random,
): CrossFitted {
  const { rows, answers, columns } = task
  const foldOf = dealtFolds(rows, answers, folds, random.fork(0))
  const heldOutScores = new Float64Array(rows.length)
  for (let fold = 0; fold < folds; fold++) {
    const seen = rows.filter((_row, k) => foldOf[k] !== fold)
    const ensemble = train({ ...task, rows: seen }, random.fork(1 + fold))
    const held = rows.filter((_row, k) => foldOf[k] === fold)
    const scores = scoresOf(ensemble, columns, held)
    for (let k = 0, at = 0; k < rows.length; k++) {
      if (foldOf[k] === fold) heldOutScores[k] = scores[at++]
    }
  }
  return Object.freeze({
    ensemble: train(task, random.fork(1 + folds)),
    calibration: fitIsotonic(
      heldOutScores,
      Float64Array.from(rows, (row) => answers[row]),
    ),
    heldOutScores,
  })
}

function dealtFolds(
  rows: Uint32Array,
  answers: Uint8Array,
  folds: number,
  random: Random,
): Uint32Array {
  if (!(Number.isInteger(folds) && folds >= 2)) {
    throw new RangeError(`"folds" expected a whole number of at least 2, got ${folds}`)
  }
  const foldOf = new Uint32Array(rows.length)
  for (const answer of [0, 1]) {
    const places = [...rows.keys()].filter((k) => answers[rows[k]] === answer)
    if (places.length < folds) {
      throw new RangeError(`"rows" expected ${folds} of each class, got ${places.length}`)
    }
    for (let k = places.length - 1; k > 0; k--) {
      const other = random.below(k + 1)
      const taken = places[k]
      places[k] = places[other]
      places[other] = taken
    }
    for (const [at, place] of places.entries()) foldOf[place] = at % folds
  }
  return foldOf
}
