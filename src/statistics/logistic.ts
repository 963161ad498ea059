/**
 * Logistic regression with a ridge and with weights that may be kept from going below zero.
 *
 * Newton's method (iteratively reweighted least squares); each step's quadratic is minimised by
 * coordinate descent, which respects the bounds (Friedman, Hastie, Tibshirani, Regularization paths
 * for generalized linear models via coordinate descent, 2010). Both classes weigh the same in all,
 * whatever their sizes: without that, a few positives among thousands would hardly be heard.
 *
 * @module
 */

export interface LogisticTask {
  /** One array for each feature, one slot for each row. */
  readonly features: readonly Float64Array[]
  /** 1 for a positive row, 0 for a negative one. */
  readonly answers: Uint8Array
  /** Penalty on the squared weights, next to the mean loss of a row. The offset is free. */
  readonly ridge: number
  /** For each feature: whether its weight may go below 0. */
  readonly signed: readonly boolean[]
}

export interface Logistic {
  readonly offset: number
  readonly weights: Float64Array
}

const MOST_STEPS = 25
const MOST_SWEEPS = 50
const TOLERANCE = 1e-5

/**
 * Fit the weights. Time: rows × features² for each of at most 25 steps, usually 6.
 *
 * @throws {RangeError} if a feature's length is not that of the answers, or a class is empty.
 */
export function fitLogistic({ features, answers, ridge, signed }: LogisticTask): Logistic {
  const rows = answers.length
  const width = features.length
  for (const [k, feature] of features.entries()) {
    if (feature.length !== rows) {
      throw new RangeError(`feature ${k} expected length ${rows}, got ${feature.length}`)
    }
  }
  let positives = 0
  for (const answer of answers) positives += answer
  if (positives === 0 || positives === rows) {
    throw new RangeError(`"answers" expected both classes, got ${positives} positives of ${rows}`)
  }
  const rowWeights = [1 / (2 * (rows - positives)), 1 / (2 * positives)]

  // beta[width] is the offset: a feature that is 1 everywhere
  const size = width + 1
  const beta = new Float64Array(size)
  const margins = new Float64Array(rows)
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  const row = new Float64Array(size)
  row[width] = 1

  for (let step = 0; step < MOST_STEPS; step++) {
    gradient.fill(0)
    curvature.fill(0)
    for (let r = 0; r < rows; r++) {
      const chance = 1 / (1 + Math.exp(-margins[r]))
      const slope = rowWeights[answers[r]] * (chance - answers[r])
      const bend = rowWeights[answers[r]] * Math.max(chance * (1 - chance), 1e-6)
      for (let k = 0; k < width; k++) row[k] = features[k][r]
      for (let k = 0; k < size; k++) {
        gradient[k] += slope * row[k]
        const bent = bend * row[k]
        for (let l = 0; l <= k; l++) curvature[k * size + l] += bent * row[l]
      }
    }
    for (let k = 0; k < size; k++) {
      for (let l = 0; l < k; l++) curvature[l * size + k] = curvature[k * size + l]
      if (k === width) continue
      gradient[k] += ridge * beta[k]
      curvature[k * size + k] += ridge
    }

    const move = minimise(gradient, curvature, (k) =>
      k === width || signed[k] ? -Infinity : -beta[k],
    )
    let largest = 0
    for (let k = 0; k < size; k++) {
      beta[k] += move[k]
      largest = Math.max(largest, Math.abs(move[k]))
    }
    margins.fill(beta[width])
    for (let k = 0; k < width; k++) {
      if (beta[k] === 0) continue
      const feature = features[k]
      for (let r = 0; r < rows; r++) margins[r] += beta[k] * feature[r]
    }
    if (largest < TOLERANCE) break
  }
  return Object.freeze({ offset: beta[width], weights: beta.slice(0, width) })
}

/** The move m that minimises gᵀm + ½ mᵀHm with each m[k] at least `floorOf(k)`. */
function minimise(
  gradient: Float64Array,
  curvature: Float64Array,
  floorOf: (k: number) => number,
): Float64Array {
  const size = gradient.length
  const move = new Float64Array(size)
  const slopes = gradient.slice()
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0
    for (let k = 0; k < size; k++) {
      const before = move[k]
      const after = Math.max(floorOf(k), before - slopes[k] / curvature[k * size + k])
      const change = after - before
      if (change === 0) continue
      move[k] = after
      for (let l = 0; l < size; l++) slopes[l] += change * curvature[k * size + l]
      largest = Math.max(largest, Math.abs(change))
    }
    if (largest < TOLERANCE / 10) break
  }
  return move
}
