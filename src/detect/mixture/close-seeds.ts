/**
 * Seeds that have most to do with each other. A run that starts from all seeds may be lost where
 * few of them share anything; from those that do, it can find what explains the others too.
 *
 * @module
 */
import { type Csr } from '../../graph/csr.ts'
import { type LocalFollows } from './local-follows.ts'

/**
 * Up to `most` groups of seeds, as places in `rows`: around each of the seeds that share most with
 * the others, the half of all seeds, three at least, that share most with it. Shared are accounts
 * that two seeds follow or are followed by, a popular one less (Adamic and Adar, 2003), and their
 * follows of each other. Linear in the follows of seeds, for each group.
 */
export function closeSeeds(
  { following, followed }: Pick<LocalFollows, 'following' | 'followed'>,
  rows: Uint32Array,
  most: number,
): Uint32Array[] {
  const places = Uint32Array.from(rows.keys())
  const size = Math.max(3, Math.ceil(rows.length / 2))
  if (size >= rows.length) return []
  const ways = [
    { links: following.among, opposite: followed.degrees },
    { links: followed.among, opposite: following.degrees },
  ] as const

  // how much any seed shares with those of `from`, by what stands around them
  const shared = (from: Iterable<number>) => {
    const totals = new Float64Array(rows.length)
    for (const { links, opposite } of ways) {
      const around = new Map<number, number>()
      for (const k of from) {
        around.set(rows[k], (around.get(rows[k]) ?? 0) + Math.log(3))
        for (const j of neighboursOf(links, rows[k])) around.set(j, (around.get(j) ?? 0) + 1)
      }
      for (const k of places) {
        for (const j of neighboursOf(links, rows[k])) {
          totals[k] += (around.get(j) ?? 0) / Math.log(3 + opposite[j])
        }
      }
    }
    return totals
  }
  const byMost = (totals: Float64Array) => places.toSorted((a, b) => totals[b] - totals[a] || a - b)

  const own = Float64Array.from(places, (k) => shared([k])[k])
  const withOthers = shared(places).map((total, k) => total - own[k])
  return [...byMost(withOthers).subarray(0, most)].map((core) => {
    const totals = shared([core])
    totals[core] = Infinity
    return byMost(totals).subarray(0, size).toSorted()
  })
}

function neighboursOf({ starts, targets }: Csr, row: number): Uint32Array {
  return targets.subarray(starts[row], starts[row + 1])
}
