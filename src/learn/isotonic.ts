/**
 * Isotonic regression: the rising curve that fits best, by pooling adjacent violators (Ayer et al.
 * 1955). It turns scores into probabilities and never changes an order (Zadrozny, Elkan, KDD 2002).
 *
 * @module
 */

export interface Isotonic {
  /** Rising scores at which the curve is known; between two of them it is straight. */
  readonly scores: Float64Array
  /** The curve there: 0..1 for answers of 0 and 1, never falling. */
  readonly values: Float64Array
}

/**
 * Fit the curve to answers at scores. O(n log n).
 *
 * @throws {RangeError} if there is nothing to fit, the lengths differ or a score is not a number.
 */
export function fitIsotonic(scores: ArrayLike<number>, answers: ArrayLike<number>): Isotonic {
  const size = scores.length
  if (size === 0) throw new RangeError(`"scores" expected at least 1, got 0`)
  if (answers.length !== size) {
    throw new RangeError(`"answers" expected length ${size}, got ${answers.length}`)
  }
  const order = Uint32Array.from({ length: size }, (_, k) => k)
  for (const k of order) {
    if (!Number.isFinite(scores[k])) {
      throw new RangeError(`score ${k} expected a finite number, got ${scores[k]}`)
    }
  }
  order.sort((a, b) => scores[a] - scores[b])

  // equal scores are one block from the start, so that the curve is a function of the score
  const lows: number[] = []
  const highs: number[] = []
  const sums: number[] = []
  const counts: number[] = []
  for (const k of order) {
    const last = highs.length - 1
    if (last >= 0 && highs[last] === scores[k] && lows[last] === scores[k]) {
      sums[last] += answers[k]
      counts[last]++
    } else {
      pool()
      lows.push(scores[k])
      highs.push(scores[k])
      sums.push(answers[k])
      counts.push(1)
    }
  }
  pool()

  /** Joins the last block to those before it while it lies below them. */
  function pool(): void {
    for (let last = sums.length - 1; last > 0; last--) {
      if (sums[last] * counts[last - 1] > sums[last - 1] * counts[last]) return
      highs[last - 1] = highs[last]
      sums[last - 1] += sums[last]
      counts[last - 1] += counts[last]
      for (const list of [lows, highs, sums, counts]) list.pop()
    }
  }

  const knots: number[] = []
  const values: number[] = []
  for (let block = 0; block < sums.length; block++) {
    const value = sums[block] / counts[block]
    knots.push(lows[block])
    values.push(value)
    if (highs[block] > lows[block]) {
      knots.push(highs[block])
      values.push(value)
    }
  }
  return Object.freeze({ scores: Float64Array.from(knots), values: Float64Array.from(values) })
}

/** The curve at a score; level before its first and after its last knot. O(log knots). */
export function isotonicValue({ scores, values }: Isotonic, score: number): number {
  const last = scores.length - 1
  if (!(score > scores[0])) return values[0]
  if (score >= scores[last]) return values[last]
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (scores[middle] <= score) low = middle
    else high = middle
  }
  const share = (score - scores[low]) / (scores[high] - scores[low])
  return values[low] + share * (values[high] - values[low])
}
