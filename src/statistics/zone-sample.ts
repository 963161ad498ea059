/**
 * A probability sample of a fixed number of members: a floor that reaches everybody alike, the rest in
 * proportion to a size that says where positives are expected.
 *
 * Members lie along a line in the order of their sizes, ties by chance, each as long as its chance to
 * be drawn; whoever would be longer than 1 is drawn for certain and leaves the line. The line is cut
 * into zones of length 1, and each has one draw at a place of its own (W. Cochran, Sampling Techniques,
 * 1977, 8.14: stratification as fine as it goes). Weighed by one over its chance (D. Horvitz and D.
 * Thompson, JASA 47, 1952) the sum has no bias; zones are independent, so its variance can be estimated
 * from neighbours, with no joint chances; how many positives lie among the large and how many among
 * the small is no matter of luck, and hardly anybody is drawn twice. Draws with replacement (M. Hansen
 * and W. Hurwitz, Ann. Math. Stat. 14, 1943) have neither.
 *
 * A draw counts as the floor's by the chance that the floor is of its own, so that each member is
 * equally likely to be one of those: what an alarm for the model's blindness rests on.
 *
 * @module
 */
import { type Random } from '../util/random.ts'

export interface ZoneDraw {
  /** Place of a member of the population; twice at most, in zones next to each other. */
  readonly member: number
  /** From 0 along the line; null for whoever is drawn for certain. */
  readonly zone: number | null
  readonly isFloor: boolean
}

export interface ZoneSample {
  /** One sample; another each time. */
  readonly draw: (random: Random) => ZoneDraw[]
  /** How many times more seldom `member` is drawn than it would be if all were alike; at most 1/floor. */
  readonly weightOf: (member: number) => number
}

/**
 * @param sizes of each member, none negative; if all are 0, the whole sample is floor.
 * @param count of draws; a population that is not larger is drawn as a whole.
 * @param floor share of the draws that reaches everybody alike.
 * @param random puts those of one size in order.
 * @throws {RangeError} if the population is empty, a size negative, or a number out of its range.
 */
export function zoneSample(
  sizes: ArrayLike<number>,
  count: number,
  floor: number,
  random: Random,
): ZoneSample {
  const population = sizes.length
  if (population === 0) throw new RangeError('"sizes" expected 1 or more, got 0')
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`"count" expected a whole number of 1 or more, got ${count}`)
  }
  if (!(floor > 0 && floor <= 1)) throw new RangeError(`"floor" expected (0, 1], got ${floor}`)
  for (let i = 0; i < population; i++) {
    if (!(sizes[i] >= 0)) throw new RangeError(`"sizes" expected 0 or more, got ${sizes[i]}`)
  }
  const all = Math.min(count, population)
  const { chances, certain, floorChance } = chancesOf(sizes, all, floor)
  const order = shuffled(population, random)
  const sure = order.filter((member) => certain[member]).toSorted()
  const line = order.filter((member) => !certain[member]).toSorted((a, b) => sizes[a] - sizes[b])
  const ends = new Float64Array(line.length)
  let end = 0
  for (const [place, member] of line.entries()) ends[place] = end += chances[member]
  const draw = (luck: Random) => {
    const take = (member: number, zone: number | null): ZoneDraw => ({
      member,
      zone,
      isFloor: luck.next() * chances[member] < floorChance,
    })
    const draws = Array.from(sure, (member) => take(member, null))
    for (let zone = 0; zone < all - sure.length; zone++) {
      const at = firstAbove(ends, zone + luck.next() + luck.next() * 2 ** -32)
      draws.push(take(line[at], zone))
    }
    return draws
  }
  return { draw, weightOf: (member) => all / population / chances[member] }
}

/** The floor's part and one in proportion to size, until nobody's chance is above 1. */
function chancesOf(sizes: ArrayLike<number>, count: number, floor: number) {
  const population = sizes.length
  const certain = new Uint8Array(population)
  const chances = new Float64Array(population)
  let total = 0
  for (let i = 0; i < population; i++) total += sizes[i]
  const floorChance = (total > 0 ? floor : 1) * (count / population)
  for (let left = count, members = population; ;) {
    let sum = 0
    for (let i = 0; i < population; i++) if (!certain[i]) sum += sizes[i]
    const rest = left - floorChance * members
    let more = 0
    for (let i = 0; i < population; i++) {
      if (certain[i]) continue
      chances[i] = floorChance + (sum > 0 ? rest * (sizes[i] / sum) : rest / members)
      if (chances[i] < 1) continue
      chances[i] = certain[i] = 1
      more++
    }
    if (more === 0) return { chances, certain, floorChance }
    left -= more
    members -= more
  }
}

function shuffled(population: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: population }, (_, i) => i)
  for (let k = population - 1; k > 0; k--) {
    const other = random.below(k + 1)
    const member = order[k]
    order[k] = order[other]
    order[other] = member
  }
  return order
}

/** The first place whose end is above `level`; the last one bears the rounding of the sums. */
function firstAbove(ends: Float64Array, level: number): number {
  let low = 0
  let high = ends.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ends[middle] > level) high = middle
    else low = middle + 1
  }
  return low
}
