/**
 * Which standings have come to their end, without keeping an entry for each that will: ten million
 * standings from a map all have one.
 *
 * Standings arrive in the order of their versions, and the store has them by it. So what is kept is, for
 * a run of versions that arrived together, when that was and when the first of them ends; then the run
 * is read from the store again. Whatever changed since has a later version and is in another run.
 *
 * The rule is the one of `guard/ends.ts`: a standing ends when the clock of the wall says so, and at the
 * latest when its own length has really passed here since it was first seen.
 *
 * @module
 */
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type StoredStanding } from '../store/store.ts'

export type Ending = Pick<
  StoredStanding,
  'account' | 'atMillis' | 'expiresAtMillis' | 'version'
> & {
  readonly standing: number
}

export interface StandingEnds {
  /** Take note of standings as they arrive, by rising version; those that have ended already. */
  readonly see: (page: readonly Ending[], nowMillis: number) => ReadonlySet<string>
  /** The accounts whose standing has ended since; some are left for the next call if they are many. */
  readonly ended: (nowMillis: number) => Promise<string[]>
}

export interface StandingEndsOptions {
  /** What the store has after a version, by rising version. */
  readonly read: (page: {
    readonly after: number
    readonly limit: number
  }) => Promise<readonly Ending[]>
  /** Milliseconds by a clock that nobody can set. */
  readonly monotonic?: () => number
}

interface Run {
  readonly fromVersion: number
  toVersion: number
  readonly begunMillis: number
  /** When its standings were seen, by either clock. */
  seenMillis: number
  seenNowMillis: number
  /** When it was last read again: what had ended by then was said. */
  readMillis: number
  readNowMillis: number
  /** When the first of the others ends. */
  endsMillis: number
  endsNowMillis: number
}

/** Versions in a run: so many standings are read, at most, for the sake of one that ends. */
const MOST_IN_RUN = 5_000
/** A run is open for so long to what arrives, or a server with one change a second would have a run for each. */
const OPEN_MILLIS = 60_000
/** If the two clocks part by more, somebody has set the one of the wall. */
const DRIFT_MILLIS = 1_000
/** Read at a time: other questions wait meanwhile. */
const RUNS_AT_ONCE = 10

export function createStandingEnds(options: StandingEndsOptions): StandingEnds {
  const { read, monotonic = () => performance.now() } = options
  const runs = new Set<Run>()
  let last: Run | null = null

  /** The run that a standing seen now belongs to. */
  function runAt(version: number, atMillis: number, nowMillis: number): Run {
    if (last && version - last.fromVersion < MOST_IN_RUN && isOpen(last, atMillis, nowMillis)) {
      return last
    }
    const begun: Run = {
      fromVersion: version,
      toVersion: version,
      begunMillis: atMillis,
      seenMillis: atMillis,
      seenNowMillis: nowMillis,
      readMillis: -Infinity,
      readNowMillis: -Infinity,
      endsMillis: Infinity,
      endsNowMillis: Infinity,
    }
    runs.add(begun)
    return begun
  }

  async function endedIn(run: Run, atMillis: number, nowMillis: number): Promise<string[]> {
    const page = await read({ after: run.fromVersion - 1, limit: MOST_IN_RUN })
    const ended: string[] = []
    let left = 0
    // closed: what its standings are held against must not change from here on
    if (run === last) last = null
    run.endsMillis = Infinity
    run.endsNowMillis = Infinity
    for (const one of page) {
      if (one.version > run.toVersion) break
      if (!hasEnd(one) || isOver(one, run, run.readMillis, run.readNowMillis)) continue
      if (isOver(one, run, atMillis, nowMillis)) ended.push(one.account)
      else {
        left++
        note(one, run)
      }
    }
    run.readMillis = atMillis
    run.readNowMillis = Math.max(run.readNowMillis, nowMillis)
    if (left === 0) runs.delete(run)
    return ended
  }

  return Object.freeze<StandingEnds>({
    see(page, nowMillis) {
      const atMillis = monotonic()
      const over = new Set<string>()
      for (const one of page) {
        if (!hasEnd(one)) continue
        if (one.expiresAtMillis <= nowMillis) {
          over.add(one.account)
          continue
        }
        last = runAt(one.version, atMillis, nowMillis)
        last.toVersion = one.version
        last.seenMillis = atMillis
        last.seenNowMillis = nowMillis
        note(one, last)
      }
      return over
    },

    async ended(nowMillis) {
      const atMillis = monotonic()
      const due = [...runs]
        .filter((run) => run.endsMillis <= atMillis || run.endsNowMillis <= nowMillis)
        // who has waited longest first
        .toSorted((a, b) => a.endsMillis - b.endsMillis)
        .slice(0, RUNS_AT_ONCE)
      const all: string[] = []
      for (const run of due) all.push(...(await endedIn(run, atMillis, nowMillis)))
      return all
    },
  })
}

function isOpen(run: Run, atMillis: number, nowMillis: number): boolean {
  const passed = atMillis - run.seenMillis
  const passedNow = nowMillis - run.seenNowMillis
  return atMillis - run.begunMillis <= OPEN_MILLIS && Math.abs(passed - passedNow) <= DRIFT_MILLIS
}

type WithEnd = Ending & { readonly expiresAtMillis: number }

function hasEnd(one: Ending): one is WithEnd {
  return one.standing !== UNKNOWN_STANDING && one.expiresAtMillis !== null
}

/** By the clock that nobody sets. */
function deadline({ atMillis, expiresAtMillis }: WithEnd, run: Run): number {
  const left = expiresAtMillis - Math.max(atMillis, run.seenNowMillis)
  return run.seenMillis + Math.max(0, left)
}

function isOver(one: WithEnd, run: Run, atMillis: number, nowMillis: number): boolean {
  return one.expiresAtMillis <= nowMillis || deadline(one, run) <= atMillis
}

function note(one: WithEnd, run: Run): void {
  run.endsMillis = Math.min(run.endsMillis, deadline(one, run))
  run.endsNowMillis = Math.min(run.endsNowMillis, one.expiresAtMillis)
}
