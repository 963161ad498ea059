/**
 * Where a block starts to grow: the seeds alone, or with more and more of the accounts closest to them.
 * Seeds that do not know each other are no block yet, and seeds with everybody around them are one too
 * many.
 *
 * @module
 */
import { type Direction, type LocalFollows } from '../mixture/local-follows.ts'

/** Accounts that a start takes in, for each seed. */
const TAKEN = [0, 2, 5, 12]
/** Steps of the walk that says who is close. */
const STEPS = 4
/** Shares of a seed below this are walked no further. */
const LEAST_SHARE = 1e-6

/** Accounts of each start, the seeds first. A few times linear in the follows. */
export function startsFrom(local: LocalFollows, seeds: Uint32Array): Uint32Array[] {
  const closeness = closenessTo(local, seeds)
  const isSeed = new Set(seeds)
  const closest = Uint32Array.from(closeness.keys())
    .filter((i) => closeness[i] > 0 && !isSeed.has(i))
    .toSorted((i, j) => closeness[j] - closeness[i] || i - j)
  return TAKEN.map((each) => Uint32Array.of(...seeds, ...closest.subarray(0, each * seeds.length)))
}

/** What walks from the seeds, of one to a few steps along follows either way, leave at each; over √degree. */
function closenessTo({ following, followed }: LocalFollows, seeds: Uint32Array): Float64Array {
  const degreeOf = (i: number) => following.degrees[i] + followed.degrees[i]
  const sums = new Float64Array(following.among.rows)
  let masses = new Float64Array(sums.length)
  for (const seed of seeds) masses[seed] += 1
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(sums.length)
    for (let i = 0; i < masses.length; i++) {
      const share = masses[i] / degreeOf(i)
      if (!(share >= LEAST_SHARE)) continue
      for (const direction of [following, followed]) pass(direction, i, share, next)
    }
    masses = next
    for (let i = 0; i < sums.length; i++) sums[i] += masses[i]
  }
  return sums.map((sum, i) => (sum > 0 ? sum / Math.sqrt(degreeOf(i)) : 0))
}

function pass({ among }: Direction, i: number, share: number, next: Float64Array): void {
  for (let e = among.starts[i]; e < among.starts[i + 1]; e++) next[among.targets[e]] += share
}
