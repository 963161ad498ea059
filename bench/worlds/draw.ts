/**
 * Draws that the worlds share.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'

/** Whole number in low..high, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + random.below(high - low + 1)
}

/** Pareto with tail `exponent`, at least 1 and cut at `most`, since one account cannot follow everyone. */
export function pareto(random: Random, exponent: number, most: number): number {
  return Math.min(most, (1 - random.next()) ** (-1 / exponent))
}

/** `count` distinct members of `rows`, in random order; all of them when there are fewer. */
export function sample(random: Random, rows: ArrayLike<number>, count: number): Uint32Array {
  const pool = Uint32Array.from(rows)
  const size = Math.min(count, pool.length)
  for (let i = 0; i < size; i++) {
    const j = i + random.below(pool.length - i)
    const row = pool[j]
    pool[j] = pool[i]
    pool[i] = row
  }
  return pool.slice(0, size)
}

/** Draws rows with probability in proportion to their weight, by bisection of the running sum. */
export function weightedPicker(weights: ArrayLike<number>): (random: Random) => number {
  const sums = new Float64Array(weights.length)
  let total = 0
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i]
  return (random) => {
    const aim = random.next() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sums[middle] > aim) high = middle
      else low = middle + 1
    }
    return low
  }
}
