/**
 * One network or three? Which members belong together by the follows among them.
 *
 * Members are grouped by communities. A community is not yet a network: any large sparse group falls
 * into some, each linked with the others nearly as often as chance would have it. So those are put
 * together again, the closest first, and what is left are groups that hardly know each other, though
 * some accounts may be of both.
 *
 * Whether the answer is more than luck, a resample tells (C. Hennig, Cluster-wise assessment of
 * cluster stability, 2007): follows are drawn anew from those seen, as many, and grouped again.
 *
 * @module
 */
import { leidenCommunities } from '../graph/communities.ts'
import { type Csr } from '../graph/csr.ts'
import { type Random } from '../util/random.ts'

/**
 * Two groups are one if their links are at least this part of what chance puts there. In made-up
 * worlds the parts of one network have 0.7 or more, two networks that share a twentieth of their
 * seekers and half of their connectors 0.14 or less.
 */
const LEAST_OF_CHANCE = 0.3

/** A group for each row of a symmetric matrix, named by any number. A row without links is alone. */
export function groupsOf(links: Csr): Uint32Array {
  const { labels, count } = leidenCommunities(links)
  const { starts, targets, weights } = links
  const degrees = new Float64Array(count)
  const between = Array.from({ length: count }, () => new Map<number, number>())
  let total = 0
  for (const [i, group] of labels.entries()) {
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const weight = weights ? weights[e] : 1
      const other = labels[targets[e]]
      degrees[group] += weight
      total += weight
      if (other !== group && weight > 0) add(between[group], other, weight)
    }
  }
  const heads = Uint32Array.from(degrees.keys())
  for (;;) {
    const pair = closestOf(between, degrees, total)
    if (!pair) break
    const [kept, joined] = pair
    for (const [other, weight] of between[joined]) {
      between[other].delete(joined)
      if (other === kept) continue
      add(between[kept], other, weight)
      add(between[other], kept, weight)
    }
    between[joined].clear()
    degrees[kept] += degrees[joined]
    heads[joined] = kept
  }
  return labels.map((label) => {
    let head = label
    while (heads[head] !== head) head = heads[head]
    return head
  })
}

/** The two groups that are most clearly one, or null if no two are. */
function closestOf(
  between: readonly ReadonlyMap<number, number>[],
  degrees: Float64Array,
  total: number,
): readonly [number, number] | null {
  let closest: readonly [number, number] | null = null
  let most = LEAST_OF_CHANCE
  for (const [group, others] of between.entries()) {
    for (const [other, weight] of others) {
      if (other < group) continue
      const part = (weight * total) / (degrees[group] * degrees[other])
      if (part < most) continue
      most = part
      closest = [group, other]
    }
  }
  return closest
}

function add(sums: Map<number, number>, key: number, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value)
}

/** Entries that are grouped in all, over resamples. */
const MOST_ENTRIES = 4e6
const MOST_RESAMPLES = 20
const FEWEST_RESAMPLES = 4

/**
 * How far each group stays as it is when follows are drawn anew, 0..1, by its name: of the pairs of
 * accounts that are together before or after, one of them of the group, the part that is together
 * both times. Means of up to 20 resamples, fewer on large matrices; accounts that a resample leaves
 * without links do not count in it.
 */
export function stabilityOf(links: Csr, groups: Uint32Array, random: Random): Map<number, number> {
  const resamples = Math.min(
    MOST_RESAMPLES,
    Math.max(FEWEST_RESAMPLES, Math.floor(MOST_ENTRIES / Math.max(1, links.targets.length))),
  )
  const sums = new Map<number, number>()
  for (let k = 0; k < resamples; k++) {
    const drawn = drawnAnew(links, random)
    for (const [name, kept] of keptTogether(drawn, groups, groupsOf(drawn))) {
      sums.set(name, (sums.get(name) ?? 0) + kept)
    }
  }
  return new Map([...sums].map(([name, sum]) => [name, sum / resamples]))
}

/** Each pair of linked rows as often as chance draws it: a Poisson count of mean 1 times its weight. */
function drawnAnew(links: Csr, random: Random): Csr {
  const { rows, starts, targets } = links
  const weights = new Float32Array(targets.length)
  const cursor = starts.slice(0, rows)
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const j = targets[e]
      // rows rise, so the entries of j with rows before it are met in their order
      if (j < i) continue
      const weight = poisson(random) * (links.weights ? links.weights[e] : 1)
      weights[e] = weight
      if (j > i) weights[cursor[j]++] = weight
    }
  }
  return Object.freeze({ ...links, weights })
}

/** A Poisson count of mean 1, by multiplying (Knuth). */
function poisson(random: Random): number {
  const least = Math.exp(-1)
  let count = 0
  for (let product = random.next(); product > least; product *= random.next()) count++
  return count
}

function keptTogether(drawn: Csr, before: Uint32Array, after: Uint32Array): Map<number, number> {
  const sizes = new Map<number, number>()
  const shared = new Map<number, Map<number, number>>()
  for (const [i, name] of before.entries()) {
    if (!isLinked(drawn, i)) continue
    const parts = shared.get(name) ?? new Map<number, number>()
    shared.set(name, parts)
    parts.set(after[i], (parts.get(after[i]) ?? 0) + 1)
    sizes.set(after[i], (sizes.get(after[i]) ?? 0) + 1)
  }
  const kept = new Map<number, number>()
  for (const [name, parts] of shared) {
    let size = 0
    let both = 0
    let strangers = 0
    for (const [part, count] of parts) {
      size += count
      both += (count * (count - 1)) / 2
      strangers += count * (sizes.get(part)! - count)
    }
    const either = (size * (size - 1)) / 2 + strangers
    kept.set(name, either === 0 ? 0 : both / either)
  }
  return kept
}

function isLinked({ starts, weights }: Csr, row: number): boolean {
  for (let e = starts[row], end = starts[row + 1]; e < end; e++) {
    if (!weights || weights[e] > 0) return true
  }
  return false
}
