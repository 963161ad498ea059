/**
 * A probability sample with replacement: a floor that reaches everybody alike, the rest in proportion
 * to a size that says where positives are expected.
 *
 * With replacement (M. Hansen and W. Hurwitz, Ann. Math. Stat. 14, 1943), although a sample without
 * would be a little tighter: draws are then independent, so that the variance has an unbiased estimate
 * from single draws, with no joint inclusion probabilities, which Horvitz and Thompson's estimator
 * needs and which no sampler of unequal sizes gives exactly. Whoever is drawn twice is reviewed once.
 *
 * How many draws come from the floor is fixed and not left to chance, and every draw is weighed by the
 * mixture of both, whichever it came from: the balance heuristic of E. Veach and L. Guibas (SIGGRAPH
 * 1995), unbiased and never worse than drawing from the mixture. The draws of the floor by themselves
 * are a plain random sample, which is what an alarm for the model's blindness rests on.
 *
 * @module
 */
import { type Random } from '../util/random.ts'

export interface SampleDraw {
  /** Place of a member of the population. */
  readonly member: number
  /** Whether it came from the floor. */
  readonly isFloor: boolean
}

export interface Sample {
  readonly draws: readonly SampleDraw[]
  /** How many times more seldom `member` is drawn than it would be if all were alike; at most 1/floor. */
  readonly weightOf: (member: number) => number
}

/**
 * @param sizes of each member, none negative; if all are 0, the whole sample is floor.
 * @param floor share of the draws that reaches everybody alike.
 * @throws {RangeError} if the population is empty, a size negative, or a number out of its range.
 */
export function drawSample(
  sizes: ArrayLike<number>,
  count: number,
  floor: number,
  random: Random,
): Sample {
  const population = sizes.length
  if (population === 0) throw new RangeError('"sizes" expected 1 or more, got 0')
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`"count" expected a whole number of 1 or more, got ${count}`)
  }
  if (!(floor > 0 && floor <= 1)) throw new RangeError(`"floor" expected (0, 1], got ${floor}`)
  const sums = new Float64Array(population)
  let total = 0
  for (let i = 0; i < population; i++) {
    if (!(sizes[i] >= 0)) throw new RangeError(`"sizes" expected 0 or more, got ${sizes[i]}`)
    sums[i] = total += sizes[i]
  }
  // rounded up, so that a weight is never above 1/floor
  const floorDraws = total > 0 ? Math.ceil(floor * count) : count
  const floorShare = floorDraws / count
  const draws: SampleDraw[] = []
  for (let k = 0; k < count; k++) {
    const isFloor = k < floorDraws
    const member = isFloor
      ? random.below(population)
      : firstAbove(sums, total * (random.next() + random.next() * 2 ** -32))
    draws.push({ member, isFloor })
  }
  return {
    draws,
    weightOf: (member) =>
      1 / (floorShare + (total > 0 ? ((1 - floorShare) * sizes[member] * population) / total : 0)),
  }
}

/** The first place whose sum is above `level`; a second random number has filled its lower bits. */
function firstAbove(sums: Float64Array, level: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sums[middle] > level) high = middle
    else low = middle + 1
  }
  // rounding may lead past the end, to a member without a size
  while (low > 0 && sums[low] === sums[low - 1]) low--
  return low
}
