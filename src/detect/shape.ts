/**
 * Shape: what an account's place in the data looks like, whoever is around it.
 *
 * Not a detector: a shape is innocent. Many followed and few followers is a seeker's shape and every
 * newcomer's. With enough seeds known, `fuse` may learn which shapes theirs are, and let that tip
 * between accounts that are about as close; an account that no seed reaches is never scored by it.
 *
 * @module
 */
import { type Csr, degree } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { creationShape } from './creation-times.ts'
import { type ShapeColumn } from './shape-column.ts'

/** Pairs of an account asked for and one it shares a tag with, looked at in all: 20M take about 0.1 s. */
const MOST_PAIRS = 2e7

/** The columns that the platform has data for. Linear in the follows and uses of `rows`. */
export function shapeColumns(platform: Platform, rows: Uint32Array): readonly ShapeColumn[] {
  return [
    ...followShape(platform, rows),
    ...tagShape(platform, rows),
    ...creationShape(platform, rows),
  ]
}

function followShape({ follows }: Platform, rows: Uint32Array): ShapeColumn[] {
  const { out, in: back } = follows
  if (out.targets.length === 0) return []
  const column = (name: string, valueOf: (row: number) => number) => ({
    name,
    values: Float64Array.from(rows, valueOf),
  })
  return [
    column('follows', (row) => degree(out, row)),
    column('followers-per-follow', (row) =>
      Math.log((degree(back, row) + 1) / (degree(out, row) + 1)),
    ),
    column('popularity-of-followed', (row) =>
      meanOver(out, row, (other) => Math.log(1 + degree(back, other))),
    ),
    column('eagerness-of-followers', (row) =>
      meanOver(back, row, (other) => Math.log(1 + degree(out, other))),
    ),
    column('little-known-followed', (row) =>
      meanOver(out, row, (other) => 1 / (1 + degree(back, other))),
    ),
  ]
}

/** Linear in the uses and in the pairs of accounts that share a tag, of which at most 20M. */
function tagShape({ tagUses: { out, in: back } }: Platform, rows: Uint32Array): ShapeColumn[] {
  if (out.targets.length === 0) return []
  const column = (name: string, valueOf: (row: number, place: number) => number) => ({
    name,
    values: Float64Array.from(rows, valueOf),
  })
  const { sharers, shared, closest } = overlaps(out, back, rows)
  return [
    column('tags', (row) => degree(out, row)),
    column('tags-of-its-own', (row) =>
      meanOver(out, row, (tag) => (degree(back, tag) === 1 ? 1 : 0)),
    ),
    column('size-of-tags', (row) => meanOver(out, row, (tag) => Math.log(degree(back, tag)))),
    { name: 'sharers', values: sharers },
    column('tags-shared-with-each', (_row, place) => shared[place] / Math.max(1, sharers[place])),
    { name: 'most-shared-with-one', values: closest },
  ]
}

/**
 * For each row: how many accounts share a tag with it, over how many tags in all, and the most
 * with one. The largest tags are left out until the pairs are few enough; they say least.
 */
function overlaps(out: Csr, back: Csr, rows: Uint32Array) {
  const largest = largestWithin(out, back, rows)
  const sharers = new Float64Array(rows.length)
  const shared = new Float64Array(rows.length)
  const closest = new Float64Array(rows.length)
  const counts = new Uint32Array(out.rows)
  const met = new Uint32Array(out.rows)
  for (const [place, i] of rows.entries()) {
    let meetings = 0
    for (let e = out.starts[i], end = out.starts[i + 1]; e < end; e++) {
      const tag = out.targets[e]
      const last = back.starts[tag + 1]
      if (last - back.starts[tag] > largest) continue
      for (let f = back.starts[tag]; f < last; f++) {
        const j = back.targets[f]
        if (j === i) continue
        if (counts[j]++ === 0) met[meetings++] = j
        shared[place]++
      }
    }
    sharers[place] = meetings
    for (let k = 0; k < meetings; k++) {
      const count = counts[met[k]]
      if (count > closest[place]) closest[place] = count
      counts[met[k]] = 0
    }
  }
  return { sharers, shared, closest }
}

/** The largest size such that the tags of `rows` up to it have at most `MOST_PAIRS` pairs in all. */
function largestWithin(out: Csr, back: Csr, rows: Uint32Array): number {
  // a tag has a pair for each row that uses it and each account that does
  const pairsOf = new Map<number, number>()
  for (const i of rows) {
    for (let e = out.starts[i], end = out.starts[i + 1]; e < end; e++) {
      const size = degree(back, out.targets[e])
      pairsOf.set(size, (pairsOf.get(size) ?? 0) + size)
    }
  }
  let largest = 0
  let pairs = 0
  for (const size of [...pairsOf.keys()].toSorted((a, b) => a - b)) {
    pairs += pairsOf.get(size)!
    if (pairs > MOST_PAIRS) break
    largest = size
  }
  return largest
}

function meanOver(
  { starts, targets }: Csr,
  row: number,
  valueOf: (column: number) => number,
): number {
  let sum = 0
  for (let e = starts[row], end = starts[row + 1]; e < end; e++) sum += valueOf(targets[e])
  return sum / Math.max(1, starts[row + 1] - starts[row])
}
