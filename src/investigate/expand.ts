/**
 * Several hops in one step: who follows, or is followed by, a selection of accounts, and who those, and
 * so on.
 *
 * Each hop keeps the accounts that are closest to the seeds, then those with most ties to what was kept before,
 * and goes on from them: so the answer hangs together, and a hub does not flood it.
 *
 * @module
 */
import { drawAccounts, type DrawnAccount, drawFollows, type DrawnFollows } from './draw.ts'
import { communitiesOf } from './communities.ts'
import { type Investigation, networkNamed, rowsNamed } from './investigation.ts'
import { seenBy, type StandingsOf } from './shielded.ts'

export const MOST_EXPANDED = 2000
export const MOST_HOPS = 3
const MOST_FOLLOWS = 20_000
/** Follows looked at in one hop; past them the accounts that come first have had their turn. */
const MOST_ENTRIES = 2_000_000

export interface ExpandQuestion {
  readonly kind: 'expand'
  readonly network: string
  readonly from: readonly string[]
  /** What is drawn already, to answer with the follows between both. */
  readonly drawn: readonly string[]
  readonly hops: number
  readonly limit: number
  readonly childSafety: boolean
  /** Keeps back what was decided about the accounts. */
  readonly isBlind?: boolean // defaults to false
}

export interface Expansion {
  readonly map: string
  /** Those that came, the closest to the seeds first. */
  readonly accounts: readonly DrawnAccount[]
  /** Places below `drawn` are those of what was drawn, as it was sent; the others follow. */
  readonly drawn: number
  readonly follows: DrawnFollows
  readonly leftOut: {
    readonly shielded: number
    readonly overLimit: number
    readonly unknown: number
  }
}

export async function expand(
  investigation: Investigation,
  question: ExpandQuestion,
  standingsOf: StandingsOf,
): Promise<Expansion> {
  const { network, hops, limit, childSafety, isBlind = false } = question
  const communities = communitiesOf(investigation, networkNamed(investigation, network))
  const from = rowsNamed(investigation, question.from)
  // a shielded account is not gone on from: what follows it would say where it is
  const start = await seenBy(investigation, from.rows, childSafety, standingsOf)
  const drawn = question.drawn.map((account) => investigation.platform.accounts.find(account))
  const found = reach(investigation, start.rows, new Set(drawn), hops, limit)
  const seen = await seenBy(investigation, found.rows, childSafety, standingsOf)
  const known = await seenBy(
    investigation,
    drawn.filter((row) => row >= 0),
    childSafety,
    standingsOf,
  )
  const isKnown = new Set(known.rows)
  // an unknown account keeps its place, and has no follows
  const before = drawn.map((row, place) => (isKnown.has(row) ? row : -1 - place))
  return {
    map: investigation.mark,
    accounts: drawAccounts(investigation, seen, isBlind, (row) => communities.of.get(row) ?? null),
    drawn: drawn.length,
    follows: drawFollows(
      investigation.platform.follows,
      [...before, ...seen.rows],
      MOST_FOLLOWS,
      drawn.length,
    ),
    leftOut: {
      shielded: start.shielded + seen.shielded,
      overLimit: found.overLimit,
      unknown: from.unknown,
    },
  }
}

/** Up to `limit` rows that are not in `drawn`, found from `start`. */
export function reach(
  { platform, rankOf }: Pick<Investigation, 'platform' | 'rankOf'>,
  start: readonly number[],
  drawn: ReadonlySet<number>,
  hops: number,
  limit: number,
): { readonly rows: readonly number[]; readonly overLimit: number } {
  const { out, in: back } = platform.follows
  const kept = new Set<number>()
  const began = new Set(start)
  let frontier = start
  let overLimit = 0
  for (let hop = 1; hop <= hops && frontier.length > 0; hop++) {
    const ties = new Map<number, number>()
    let entries = 0
    for (const row of frontier) {
      for (const { starts, targets } of [out, back]) {
        const end = Math.min(starts[row + 1], starts[row] + MOST_ENTRIES - entries)
        for (let e = starts[row]; e < end; e++) {
          const other = targets[e]
          if (!began.has(other) && !kept.has(other)) ties.set(other, (ties.get(other) ?? 0) + 1)
        }
        entries += Math.max(0, end - starts[row])
      }
    }
    const byRank = [...ties.keys()].toSorted((a, b) => {
      const left = rankOf(a) ?? Infinity
      const right = rankOf(b) ?? Infinity
      return left === right ? ties.get(b)! - ties.get(a)! || a - b : left - right
    })
    // what the earlier hops left over is for the later ones
    const known = byRank.filter((row) => drawn.has(row))
    const fresh = byRank.filter((row) => !drawn.has(row))
    const fitting = fresh.slice(0, Math.ceil((limit - countFresh(kept, drawn)) / (hops - hop + 1)))
    overLimit += fresh.length - fitting.length
    for (const row of [...known, ...fitting]) kept.add(row)
    frontier = [...known, ...fitting]
  }
  const rows = [...kept].filter((row) => !drawn.has(row))
  return {
    rows: rows.toSorted((a, b) => {
      const left = rankOf(a) ?? Infinity
      const right = rankOf(b) ?? Infinity
      return left === right ? a - b : left - right
    }),
    overLimit,
  }
}

function countFresh(kept: ReadonlySet<number>, drawn: ReadonlySet<number>): number {
  let count = 0
  for (const row of kept) if (!drawn.has(row)) count++
  return count
}
