/**
 * Seeds set aside to judge detectors by: a detector that is worth its weight finds them again.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { type Seeds } from './detector.ts'

export interface Fold {
  /** The seeds that detectors may see. */
  readonly kept: Seeds
  /** The rows that they have to find; rising. */
  readonly held: Uint32Array
}

/**
 * Deal the seeds into `count` folds as even as can be, each held out once; fewer when there are
 * fewer seeds. A single seed cannot be held out, since nothing would be left to start from: then
 * there are no folds. Seeds are dealt in the order of `keys`, whatever their rows.
 *
 * @throws {RangeError} if `count` is not a whole number of at least 2.
 */
export function foldsOf(
  { rows, weights }: Seeds,
  count: number,
  random: Random,
  keys: ArrayLike<number> = rows,
): Fold[] {
  if (!Number.isInteger(count) || count < 2) {
    throw new RangeError(`"count" expected a whole number of at least 2, got ${count}`)
  }
  const size = rows.length
  if (size < 2) return []
  const order = shuffled(size, random)
  const folds = Math.min(count, size)
  const foldOf = new Uint32Array(size)
  const byKey = Uint32Array.from(rows.keys()).toSorted((a, b) => keys[a] - keys[b])
  order.forEach((seed, place) => (foldOf[byKey[seed]] = place % folds))

  return Array.from({ length: folds }, (_, fold) =>
    Object.freeze({
      kept: Object.freeze({
        rows: rows.filter((_row, k) => foldOf[k] !== fold),
        weights: weights.filter((_weight, k) => foldOf[k] !== fold),
      }),
      held: rows.filter((_row, k) => foldOf[k] === fold),
    }),
  )
}

/** 0..size-1 in random order (Fisher and Yates). */
export function shuffled(size: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, k) => k)
  for (let k = size - 1; k > 0; k--) {
    const other = random.below(k + 1)
    const taken = order[k]
    order[k] = order[other]
    order[other] = taken
  }
  return order
}
