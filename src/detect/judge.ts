/**
 * How well a ranking finds seeds that it has not seen.
 *
 * All other accounts without a signal stand against them, though members of the network are among
 * these: that costs every ranking the same, and which is best does not change.
 *
 * @module
 */

/**
 * For each of the `held` rows: how many rows with `known` 0 score more than it; equals count half.
 * O(n log h) for n accounts and h held-out rows.
 */
export function judge(scores: Float64Array, held: Uint32Array, known: Uint8Array): Float64Array {
  const values = Float64Array.from(held, (row) => scores[row]).toSorted()
  const size = values.length
  // over[k]: accounts that lie over exactly k of the values; ties[k]: over k, and equal to value k
  const over = new Float64Array(size + 1)
  const ties = new Float64Array(size)
  for (let i = 0; i < scores.length; i++) {
    if (known[i] !== 0) continue
    const k = countBelow(values, scores[i])
    over[k]++
    if (k < size && values[k] === scores[i]) ties[k]++
  }
  // from the best value down; equal values have their ties at the first of them
  const before = new Float64Array(size)
  let above = 0
  for (let k = size - 1; k >= 0; k--) {
    above += over[k + 1]
    before[k] = above
  }
  return Float64Array.from(held, (row) => {
    const k = countBelow(values, scores[row])
    return before[k] + ties[k] / 2
  })
}

function countBelow(rising: Float64Array, value: number): number {
  let low = 0
  let high = rising.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rising[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
