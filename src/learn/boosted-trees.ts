/**
 * Gradient-boosted trees with the logistic loss, second order (Friedman 2001; Chen, Guestrin, KDD
 * 2016): each tree is grown on what the ones before it got wrong, and speaks a little.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { binColumns, MOST_BINS } from './bins.ts'
import { type Ensemble } from './ensemble.ts'
import { growTree } from './grow-tree.ts'
import { positiveWeightOf, type Task } from './task.ts'
import { type Tree, treeValue } from './tree.ts'

export interface BoostOptions {
  readonly trees?: number // defaults to 200
  /** How much of what a tree says is believed. */
  readonly shrinkage?: number // defaults to 0.05
  readonly maxDepth?: number // defaults to 6
  readonly minRows?: number // defaults to 5
  /** Curvature that a leaf has at the least. */
  readonly minWeight?: number // defaults to 1
  readonly ridge?: number // defaults to 1
  /** Share of the rows, drawn without return for each tree. */
  readonly rowShare?: number // defaults to 0.8
  /** Share of the features, drawn for each tree. */
  readonly featureShare?: number // defaults to 0.5
  readonly bins?: number // defaults to 255
}

/**
 * Train boosted trees. O(trees × rows × features × depth).
 *
 * @throws {RangeError} if a class has no rows, columns are not fit (see `binColumns`) or a share is
 * not above 0 and at most 1.
 */
export function trainBoosted(task: Task, random: Random, options: BoostOptions = {}): Ensemble {
  const { columns, rows, answers } = task
  const width = columns.length
  const {
    trees: size = 200,
    shrinkage = 0.05,
    maxDepth = 6,
    minRows = 5,
    minWeight = 1,
    ridge = 1,
    rowShare = 0.8,
    featureShare = 0.5,
    bins: most = MOST_BINS,
  } = options
  for (const [name, share] of Object.entries({ shrinkage, rowShare, featureShare })) {
    if (!(share > 0 && share <= 1)) {
      throw new RangeError(`"${name}" expected above 0 and at most 1, got ${share}`)
    }
  }
  const positiveWeight = positiveWeightOf(task)
  const bins = binColumns(columns, rows, most)
  const positives = rows.reduce((sum, row) => sum + answers[row], 0)
  const offset = Math.log((positives * positiveWeight) / (rows.length - positives))

  const margins = new Float64Array(answers.length).fill(offset)
  const pulls = new Float64Array(answers.length)
  const weights = new Float64Array(answers.length)
  const trees: Tree[] = []
  for (let t = 0; t < size; t++) {
    const own = random.fork(t)
    for (const row of rows) {
      const weight = answers[row] === 1 ? positiveWeight : 1
      const chance = 1 / (1 + Math.exp(-margins[row]))
      pulls[row] = weight * (answers[row] - chance)
      weights[row] = weight * chance * (1 - chance)
    }
    const features = drawShare(width, featureShare, own)
    const drawn = drawShare(rows.length, rowShare, own).map((k) => rows[k])
    const grow = {
      maxDepth,
      minRows,
      minWeight,
      ridge,
      features,
      featuresPerSplit: features.length,
    }
    const grown = growTree(bins, drawn, pulls, weights, grow, own)
    const tree = Object.freeze({ ...grown, values: grown.values.map((said) => shrinkage * said) })
    trees.push(tree)
    for (const row of rows) margins[row] += treeValue(tree, columns, row)
  }
  return Object.freeze({ kind: 'boosted', width, offset, trees: Object.freeze(trees) })
}

/** At least one of 0..size-1, rising; all of them when `share` is 1. */
function drawShare(size: number, share: number, random: Random): Uint32Array {
  const all = Uint32Array.from({ length: size }, (_, k) => k)
  if (share === 1) return all
  const drawn = Math.max(1, Math.round(share * size))
  for (let k = 0; k < drawn; k++) {
    const other = k + random.below(size - k)
    const taken = all[k]
    all[k] = all[other]
    all[other] = taken
  }
  return all.slice(0, drawn).toSorted()
}
