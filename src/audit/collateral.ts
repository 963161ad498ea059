/**
 * What a guard costs innocent accounts.
 *
 * @module
 */
import { type Guard, MOST_CANDIDATES, type Surface } from '../guard/index.ts'
import { type Platform } from '../platform/platform.ts'
import { type Candidates, filterRows } from './candidates.ts'

/** An innocent group that looks like a network: how much of it the guard withholds. */
export interface LookAlikeCollateral {
  /** What kind of group: `fan-club` for `fan-club-3`. */
  readonly kind: string
  readonly group: string
  readonly accounts: number
  /** Withheld from somebody whom the guard has never heard of. */
  readonly withheld: number
}

/** Share of the innocent candidates that were withheld; 0 when there were none. */
export function benignWithheldShare(offers: Iterable<Candidates>, harmful: Uint8Array): number {
  let shown = 0
  let withheld = 0
  for (const offer of offers) {
    for (const row of offer.shown) if (harmful[row] !== 1) shown++
    for (const row of offer.withheld) if (harmful[row] !== 1) withheld++
  }
  return withheld === 0 ? 0 : withheld / (shown + withheld)
}

/**
 * Every group of the true answer in which nobody is of the network, whole: what test accounts happen
 * to be offered of a group says little of a small one. Empty when the true answer is not known.
 */
export function lookAlikeCollateral(
  { truth }: Platform,
  harmful: Uint8Array,
  guard: Guard | null,
  surface: Surface,
  idOf: (row: number) => string,
): readonly LookAlikeCollateral[] {
  if (!truth) return []
  const members: number[][] = truth.groupNames.map(() => [])
  const innocent = truth.groupNames.map((_, group) => group > 0)
  for (const [row, group] of truth.groups.entries()) {
    members[group].push(row)
    if (harmful[row]) innocent[group] = false
  }
  return truth.groupNames.flatMap((group, place) => {
    const rows = members[place]
    if (!innocent[place] || rows.length === 0) return []
    let withheld = 0
    if (guard) {
      for (let i = 0; i < rows.length; i += MOST_CANDIDATES) {
        const part = Uint32Array.from(rows.slice(i, i + MOST_CANDIDATES))
        withheld += filterRows(part, { guard, viewer: null, surface, idOf }).withheld.length
      }
    }
    const kind = group.replace(/-\d+$/, '')
    return [Object.freeze({ kind, group, accounts: rows.length, withheld })]
  })
}
