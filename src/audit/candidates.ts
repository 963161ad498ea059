/**
 * What a recommender offers, and what of it is shown.
 *
 * @module
 */
import { type Guard, MOST_CANDIDATES, type Surface } from '../guard/index.ts'

export interface Candidates {
  /** In the order in which they are shown. */
  readonly shown: Uint32Array
  readonly withheld: Uint32Array
}

export interface GuardedSurface {
  readonly guard: Guard
  readonly viewer: string | null
  readonly surface: Surface
  readonly idOf: (row: number) => string
}

/** Asks the recommender for so many rows. */
export type Ask = (count: number) => Promise<Uint32Array>

export async function unguardedCandidates(ask: Ask, wanted: number): Promise<Candidates> {
  return { shown: await ask(wanted), withheld: new Uint32Array(0) }
}

/**
 * As `unguardedCandidates`, behind a guard: what is demoted comes after what is allowed. More is
 * asked for than is wanted, and twice as much each time it was not enough, so that a guarded list is
 * as long as an unguarded one while the recommender has anything left.
 */
export async function guardedCandidates(
  ask: Ask,
  wanted: number,
  surface: GuardedSurface,
): Promise<Candidates> {
  for (let count = wanted * 2; ; count *= 2) {
    const asked = Math.min(count, MOST_CANDIDATES)
    const offered = await ask(asked)
    const candidates = filterRows(offered, surface)
    const isEnough = candidates.shown.length >= wanted
    if (isEnough || offered.length < asked || asked === MOST_CANDIDATES) return candidates
  }
}

/** The rows behind a guard. Rows are distinct, and at most `MOST_CANDIDATES`. */
export function filterRows(
  rows: Uint32Array,
  { guard, viewer, surface, idOf }: GuardedSurface,
): Candidates {
  const ids = Array.from(rows, idOf)
  const { allowed, demoted } = guard.filter(viewer, surface, ids)
  const allowedRows: number[] = []
  const demotedRows: number[] = []
  const withheldRows: number[] = []
  // both lists keep the order of the candidates, so one walk tells each candidate's place
  rows.forEach((row, i) => {
    if (ids[i] === allowed[allowedRows.length]) allowedRows.push(row)
    else if (ids[i] === demoted[demotedRows.length]) demotedRows.push(row)
    else withheldRows.push(row)
  })
  return {
    shown: Uint32Array.from([...allowedRows, ...demotedRows]),
    withheld: Uint32Array.from(withheldRows),
  }
}
