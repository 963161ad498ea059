/**
 * From scores to places: what scores of different detectors have in common.
 *
 * @module
 */

/**
 * The place of each score among all, as a share: near 0 for the largest, near 1 for the smallest.
 * Equal scores share the middle of their places, so a long tail of zeros is one place, and the mean
 * is always 1/2. O(n log n).
 */
export function placesOf(scores: Float64Array): Float64Array {
  const size = scores.length
  const sorted = scores.toSorted()
  const places = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const below = lowerBound(sorted, scores[i])
    // most scores are distinct: look one on before searching for the end of the run
    const end =
      below + 1 < size && sorted[below + 1] === scores[i]
        ? upperBound(sorted, scores[i])
        : below + 1
    places[i] = 1 - (below + end) / 2 / size
  }
  return places
}

/** How many of `sorted`, rising, are less than `value`. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

function upperBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
