/**
 * Accounts that may stand in the place of removed ones: candidates with their overlap, never certain.
 *
 * Whoever comes back is followed again by those who followed before. So are popular accounts, by
 * chance: a follower of k accounts is among the c followers of another with probability c·k/m or so
 * (m follows in all; Chung, Lu, Connected components in random graphs with given expected degrees,
 * 2002). The followers shared with a removed account are held against the sum of that, as a Poisson
 * count, over all pairs that were looked at (Bonferroni).
 *
 * @module
 */
import { type Digraph } from '../graph/csr.ts'
import { gammaCdf } from '../statistics/gamma.ts'

export interface ReEntry {
  readonly row: number
  /** The removed account whose place it may have taken. */
  readonly removed: number
  /** Followers of both, and how many chance would give. */
  readonly shared: number
  readonly expected: number
  /** Of the followers of either, the share that follows both. */
  readonly overlap: number
}

const SHARED_LEAST = 3
const ERROR_RATE = 0.01

/**
 * Of each candidate the removed account that it shares most with, beyond chance; by rising row. The
 * follows of removed accounts must still be there. Linear in the follows of removed accounts' followers.
 *
 * @param removed rows, each once.
 * @param isCandidate such as who came after the removal: whoever was there before took no place.
 */
export function reEntries(
  { in: followers, out }: Digraph,
  removed: Uint32Array,
  isCandidate: (row: number) => boolean,
): ReEntry[] {
  const isRemoved = new Set(removed)
  const allFollows = out.targets.length
  const found: ReEntry[] = []
  let pairs = 0
  for (const gone of removed) {
    const shared = new Map<number, number>()
    let follows = 0
    for (let e = followers.starts[gone], end = followers.starts[gone + 1]; e < end; e++) {
      const by = followers.targets[e]
      follows += out.starts[by + 1] - out.starts[by]
      for (let f = out.starts[by], last = out.starts[by + 1]; f < last; f++) {
        const row = out.targets[f]
        if (!isRemoved.has(row) && isCandidate(row)) shared.set(row, (shared.get(row) ?? 0) + 1)
      }
    }
    pairs += shared.size
    const before = followers.starts[gone + 1] - followers.starts[gone]
    for (const [row, count] of shared) {
      if (count < SHARED_LEAST) continue
      const now = followers.starts[row + 1] - followers.starts[row]
      const expected = (now * follows) / allFollows
      const overlap = count / (before + now - count)
      found.push({ row, removed: gone, shared: count, expected, overlap })
    }
  }
  const best = new Map<number, ReEntry>()
  for (const each of found) {
    if (gammaCdf(each.shared, each.expected) * pairs > ERROR_RATE) continue
    const known = best.get(each.row)
    if (!known || each.overlap > known.overlap) best.set(each.row, each)
  }
  return [...best.values()].toSorted((a, b) => a.row - b.row)
}
