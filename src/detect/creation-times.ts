/**
 * Times of creation as shape: how old an account is, and whether those around it were created
 * together.
 *
 * A network that is set up by few hands, or comes back after a removal, is created in bursts. So is a
 * school class, and so are those who come over from another platform in one week. That is why
 * these are columns for the learned ranking and nothing is concluded from them; and why time is the
 * platform's own (creation-ranks.ts).
 *
 * @module
 */
import { type Csr } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { creationRanks } from './creation-ranks.ts'
import { type ShapeColumn } from './shape-column.ts'

/** Neighbours looked at, spread evenly over the list: those of a celebrity say no more than these. */
const MOST_NEIGHBOURS = 256
/** A distance less than this is none: the clock is no finer. */
const LEAST_STEP = 2 ** -20

/**
 * Five columns, none where the platform knows no time of creation. Whoever has none, or no neighbours
 * that have one, is given what chance gives. Linear in the follows of `rows`, of which 256 each way count.
 */
export function creationShape(platform: Platform, rows: Uint32Array): readonly ShapeColumn[] {
  const rankOf = creationRanks(platform)
  if (!rankOf) return []
  const { out, in: back } = platform.follows
  const age = Float64Array.from(rows, (row) => rankOf(row))
  const room = new Float64Array(MOST_NEIGHBOURS)
  const columns: ShapeColumn[] = [
    { name: 'created', values: age.map((rank) => (Number.isNaN(rank) ? 0.5 : rank)) },
  ]
  for (const [csr, whose] of [
    [out, 'followed'],
    [back, 'followers'],
  ] as const) {
    const together = new Float64Array(rows.length)
    const withThem = new Float64Array(rows.length)
    for (const [place, row] of rows.entries()) {
      const ranks = ranksAround(csr, row, rankOf, room)
      together[place] = crowding(ranks)
      withThem[place] = nearness(age[place], ranks)
    }
    columns.push(
      { name: `${whose}-created-together`, values: together },
      { name: `created-with-${whose}`, values: withThem },
    )
  }
  return columns
}

/** Known ranks of neighbours, rising. */
function ranksAround(
  { starts, targets }: Csr,
  row: number,
  rankOf: (row: number) => number,
  ranks: Float64Array,
): Float64Array {
  const stride = Math.max(1, Math.ceil((starts[row + 1] - starts[row]) / MOST_NEIGHBOURS))
  let size = 0
  for (let e = starts[row], end = starts[row + 1]; e < end; e += stride) {
    const rank = rankOf(targets[e])
    if (!Number.isNaN(rank)) ranks[size++] = rank
  }
  return ranks.subarray(0, size).toSorted()
}

/**
 * How much closer together `ranks` (rising, 0..1) stand than uniform ones do: Moran's statistic of
 * log spacings (The random division of an interval II, JRSS B 13, 1951), with mean 0 and variance 1
 * for uniform ranks. It asks for no width of a burst, and a part of the ranks may be close alone.
 * 0 for fewer than two.
 *
 * With n ranks there are n + 1 spacings D, and E ln D = −H(n), H(n) = 1 + 1/2 + … + 1/n;
 * Var Σ ln D = (n + 1) π²/6 − (n + 1)² (π²/6 − Σ 1/k²).
 */
export function crowding(ranks: Float64Array): number {
  const size = ranks.length
  if (size < 2) return 0
  let logs = Math.log(Math.max(LEAST_STEP, 1 - ranks[size - 1]))
  let mean = 0
  let rest = Math.PI ** 2 / 6
  for (let k = 0; k < size; k++) {
    logs += Math.log(Math.max(LEAST_STEP, ranks[k] - (k === 0 ? 0 : ranks[k - 1])))
    mean -= 1 / (k + 1)
    rest -= 1 / (k + 1) ** 2
  }
  const spacings = size + 1
  const variance = (spacings * Math.PI ** 2) / 6 - spacings ** 2 * rest
  return (spacings * mean - logs) / Math.sqrt(variance)
}

/**
 * How much closer to `rank` the `ranks` stand than uniform ones do, with mean 0 and variance 1 for these. A
 * uniform rank is within `distance` of it with probability p, and Σ −ln p over n is what R. Fisher adds up
 * (Statistical Methods for Research Workers, 1932, § 21.1): mean and variance are n. 0 for no ranks.
 */
export function nearness(rank: number, ranks: Float64Array): number {
  if (Number.isNaN(rank) || ranks.length === 0) return 0
  let sum = 0
  for (const other of ranks) {
    const distance = Math.abs(rank - other)
    const within = Math.min(1, rank + distance) - Math.max(0, rank - distance)
    sum -= Math.log(Math.max(LEAST_STEP, within))
  }
  return (sum - ranks.length) / Math.sqrt(ranks.length)
}
