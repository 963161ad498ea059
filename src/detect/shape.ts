/**
 * Shape: what an account's place in the data looks like, whoever is around it.
 *
 * Not a detector: a shape is innocent. Many followed and few followers is a seeker's shape and every
 * newcomer's. With enough seeds known, `fuse` may learn which shapes theirs are, and let that tip
 * between accounts that are about as close; an account that no seed reaches is never scored by it.
 *
 * @module
 */
import { type Csr } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'

export interface ShapeColumn {
  readonly name: string
  /** One for each account. */
  readonly values: Float64Array
}

/** Pairs of accounts that share a tag, looked at in all: 20M take about 0.1 s. */
const MOST_PAIRS = 2e7

const shapesOf = new WeakMap<Platform, readonly ShapeColumn[]>()

/** The columns that the platform has data for; made once for each platform. */
export function shapeColumns(platform: Platform): readonly ShapeColumn[] {
  const known = shapesOf.get(platform)
  if (known) return known
  const columns = Object.freeze([...followShape(platform), ...tagShape(platform)])
  shapesOf.set(platform, columns)
  return columns
}

function followShape({ follows: { out, in: back } }: Platform): ShapeColumn[] {
  if (out.targets.length === 0) return []
  const follows = countsOf(out)
  const followers = countsOf(back)
  const columns = [
    { name: 'follows', values: follows },
    {
      name: 'followers-per-follow',
      values: followers.map((f, i) => Math.log((f + 1) / (follows[i] + 1))),
    },
    {
      name: 'popularity-of-followed',
      values: meanOver(
        out,
        followers.map((f) => Math.log(1 + f)),
      ),
    },
    {
      name: 'eagerness-of-followers',
      values: meanOver(
        back,
        follows.map((f) => Math.log(1 + f)),
      ),
    },
    {
      name: 'little-known-followed',
      values: meanOver(
        out,
        followers.map((f) => 1 / (1 + f)),
      ),
    },
  ]
  return columns
}

/** Linear in the uses and in the pairs of accounts that share a tag, of which at most 20M. */
function tagShape({ tagUses: { out, in: back } }: Platform): ShapeColumn[] {
  if (out.targets.length === 0) return []
  const users = countsOf(back)
  const { sharers, shared, closest } = overlaps(out, back)
  return [
    { name: 'tags', values: countsOf(out) },
    {
      name: 'tags-of-its-own',
      values: meanOver(
        out,
        users.map((count) => (count === 1 ? 1 : 0)),
      ),
    },
    {
      name: 'size-of-tags',
      values: meanOver(
        out,
        users.map((count) => Math.log(count)),
      ),
    },
    { name: 'sharers', values: sharers },
    {
      name: 'tags-shared-with-each',
      values: shared.map((count, i) => count / Math.max(1, sharers[i])),
    },
    { name: 'most-shared-with-one', values: closest },
  ]
}

/**
 * For each account: how many others share a tag with it, over how many tags in all, and the most
 * with one. The largest tags are left out until the pairs are few enough; they say least.
 */
function overlaps(out: Csr, back: Csr) {
  const largest = largestWithin(countsOf(back), MOST_PAIRS)
  const accounts = out.rows
  const sharers = new Float64Array(accounts)
  const shared = new Float64Array(accounts)
  const closest = new Float64Array(accounts)
  const counts = new Uint32Array(accounts)
  const met = new Uint32Array(accounts)
  for (let i = 0; i < accounts; i++) {
    let meetings = 0
    for (let e = out.starts[i], end = out.starts[i + 1]; e < end; e++) {
      const tag = out.targets[e]
      const last = back.starts[tag + 1]
      if (last - back.starts[tag] > largest) continue
      for (let f = back.starts[tag]; f < last; f++) {
        const j = back.targets[f]
        if (j === i) continue
        if (counts[j]++ === 0) met[meetings++] = j
        shared[i]++
      }
    }
    sharers[i] = meetings
    for (let k = 0; k < meetings; k++) {
      const count = counts[met[k]]
      if (count > closest[i]) closest[i] = count
      counts[met[k]] = 0
    }
  }
  return { sharers, shared, closest }
}

/** The largest size such that all sets up to it have at most `most` pairs in all. */
function largestWithin(sizes: Float64Array, most: number): number {
  const rising = sizes.toSorted()
  let pairs = 0
  for (const [k, size] of rising.entries()) {
    pairs += size * size
    if (pairs <= most) continue
    // sets of this size are all out, also those that were counted already
    let last = k - 1
    while (last >= 0 && rising[last] === size) last--
    return last >= 0 ? rising[last] : 0
  }
  return rising.at(-1) ?? 0
}

function countsOf({ rows, starts }: Csr): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => starts[i + 1] - starts[i])
}

function meanOver({ rows, starts, targets }: Csr, values: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0
    for (let e = starts[i]; e < starts[i + 1]; e++) sum += values[targets[e]]
    return sum / Math.max(1, starts[i + 1] - starts[i])
  })
}
