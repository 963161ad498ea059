/**
 * Random forest (Breiman 2001): deep trees, each on its own draw of the rows, each split on its own
 * draw of the features; a score is the mean of what the leaves say.
 *
 * Rows drawn several times count several times, so a tree holds each row once. A row is also scored
 * by the trees that did not draw it: an honest score of the very rows it was trained on, for free.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { binColumns, MOST_BINS } from './bins.ts'
import { type Ensemble } from './ensemble.ts'
import { growTree } from './grow-tree.ts'
import { positiveWeightOf, type Task } from './task.ts'
import { type Tree, treeValue } from './tree.ts'

export interface ForestOptions {
  readonly trees?: number // defaults to 200
  readonly maxDepth?: number // defaults to 32
  /** Rows that a leaf has at the least, each counted once. */
  readonly minRows?: number // defaults to 2
  /** Features drawn for a split. */
  readonly featuresPerSplit?: number // defaults to the root of their number, rounded
  readonly bins?: number // defaults to 255
}

export interface Forest {
  readonly ensemble: Ensemble
  /** For each of the task's rows, by the trees that did not draw it; NaN when all of them did. */
  readonly outOfBag: Float64Array
}

/**
 * Train a forest. O(trees × rows × features per split × depth).
 *
 * @throws {RangeError} if a class has no rows or columns are not fit (see `binColumns`).
 */
export function trainForest(task: Task, random: Random, options: ForestOptions = {}): Forest {
  const { columns, rows, answers } = task
  const width = columns.length
  const {
    trees: size = 200,
    maxDepth = 32,
    minRows = 2,
    featuresPerSplit = Math.max(1, Math.round(Math.sqrt(width))),
    bins: most = MOST_BINS,
  } = options
  const positiveWeight = positiveWeightOf(task)
  const bins = binColumns(columns, rows, most)
  const grow = {
    maxDepth,
    minRows,
    minWeight: 0,
    ridge: 0,
    features: Uint32Array.from({ length: width }, (_, k) => k),
    featuresPerSplit,
  }

  const pulls = new Float64Array(answers.length)
  const weights = new Float64Array(answers.length)
  const drawn = new Uint32Array(rows.length)
  const heldSums = new Float64Array(rows.length)
  const heldCounts = new Uint32Array(rows.length)
  const trees: Tree[] = []
  for (let t = 0; t < size; t++) {
    const own = random.fork(t)
    drawn.fill(0)
    for (let k = 0; k < rows.length; k++) drawn[own.below(rows.length)]++
    const inBag = rows.filter((row, k) => {
      const weight = drawn[k] * (answers[row] === 1 ? positiveWeight : 1)
      weights[row] = weight
      pulls[row] = weight * answers[row]
      return drawn[k] > 0
    })
    const tree = growTree(bins, inBag, pulls, weights, grow, own)
    trees.push(tree)
    for (let k = 0; k < rows.length; k++) {
      if (drawn[k] > 0) continue
      heldSums[k] += treeValue(tree, columns, rows[k])
      heldCounts[k]++
    }
  }
  const ensemble = { kind: 'forest' as const, width, offset: 0, trees: Object.freeze(trees) }
  return Object.freeze({
    ensemble: Object.freeze(ensemble),
    outOfBag: heldSums.map((sum, k) => sum / heldCounts[k]),
  })
}
