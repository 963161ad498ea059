/**
 * Shares a sample out among strata by their sizes: largest remainders, and to each at least `least`.
 *
 * With sizes that are the sums of what draws are weighed by, this is J. Neyman's allocation (J. Royal
 * Stat. Soc. 97, 1934) as far as the weights are right.
 *
 * @throws {RangeError} if the sample is too small for so many strata, or a size is negative.
 */
export function allocate(sample: number, sizes: readonly number[], least: number): number[] {
  const needed = least * sizes.length
  if (!(Number.isInteger(sample) && sample >= needed)) {
    throw new RangeError(`"sample" expected ${needed} or more, got ${sample}`)
  }
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (!(total > 0) || sizes.some((size) => !(size >= 0))) {
    throw new RangeError(`"sizes" expected some above 0 and none below, got ${sizes.join(', ')}`)
  }
  const counts = sizes.map(() => least)
  const wanted = sizes.map((size) => (sample * size) / total)
  // one at a time to whoever is furthest below its share: a divisor method, so no rounding is left over
  for (let left = sample - needed; left > 0; left--) {
    let next = 0
    for (let h = 1; h < sizes.length; h++) {
      if (wanted[h] - counts[h] > wanted[next] - counts[next]) next = h
    }
    counts[next]++
  }
  return counts
}
