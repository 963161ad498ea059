/**
 * A guard with everything that a server knows of accounts, and what keeps it the same.
 *
 * A snapshot makes a guard of its own, line by line into its table; who asks meanwhile asks the one
 * before. What ends by itself ends here by the time that has passed, without the server.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { parsePolicy } from '../../model/parse-policy.ts'
import { readText, readWhole, shown } from '../../model/parse.ts'
import { UNKNOWN_STANDING } from '../../model/standing.ts'
import { type AccountStanding } from '../account-standing.ts'
import { createEnds } from '../ends.ts'
import { createGuard, type Guard } from '../guard.ts'
import { type FollowedStanding, objectIn } from './changes.ts'

export interface FollowedState {
  readonly guard: Guard
  /** Names what is known of everybody. */
  readonly base: string
  readonly version: number
  readonly apply: (standings: readonly FollowedStanding[], version: number) => void
  /** @throws {InputError} if it is none that is known here; the one before then stays. */
  readonly setPolicy: (policy: unknown) => void
  /** Cheap while nothing has ended: to be called before each question. */
  readonly takeBackEnded: () => void
}

const MOST_ACCOUNTS = 100_000_000
/** So long may reading a snapshot hold up the process at once. */
const BUSY_MILLIS = 4

/** @throws {InputError} if the lines are no snapshot, or end before it does. */
export async function loadState(
  batches: AsyncIterable<readonly unknown[]>,
): Promise<FollowedState> {
  let guard: Guard | null = null
  let base = ''
  let version: number | null = null
  const ends = createEnds()
  let restedMillis = performance.now()

  for await (const lines of batches) {
    const known: AccountStanding[] = []
    const above: FollowedStanding[] = []
    for (const line of lines) {
      if (version !== null) throw new InputError('The snapshot goes on after its end.')
      if (Array.isArray(line)) {
        if (line.length === 2) known.push({ account: line[0], standing: line[1] })
        else above.push({ account: line[0], standing: line[1], leftMillis: line[2] })
        continue
      }
      const spec = objectIn(line, 'line')
      if (guard !== null) {
        version = readWhole(spec['version'], 'version', 0, Number.MAX_SAFE_INTEGER)
        continue
      }
      if (spec['format'] !== 1) {
        throw new InputError(
          `The snapshot has the format ${shown(spec['format'])}; this guard reads 1.`,
        )
      }
      base = readText(spec['base'], 'base', 64)
      guard = createGuard({
        standings: roomFor(readWhole(spec['accounts'], 'accounts', 0, MOST_ACCOUNTS)),
      })
    }
    if (guard === null) throw new InputError('The snapshot does not say what it is.')
    if (known.length > 0) guard.setStandings(known, '0')
    if (above.length > 0) put(guard, above)
    // lines may come faster than they are read, and others in this process have work to do
    if (performance.now() - restedMillis < BUSY_MILLIS) continue
    await new Promise((resolve) => void setTimeout(resolve))
    restedMillis = performance.now()
  }
  if (guard === null || version === null) throw new InputError('The snapshot was cut off.')
  const filled = guard
  let reached = version
  let policyText = ''

  function put(into: Guard, standings: readonly FollowedStanding[], name?: string): void {
    into.decideStandings(
      standings.map(({ account, standing, leftMillis }) => ({
        account,
        standing: leftMillis === 0 ? UNKNOWN_STANDING : standing,
      })),
      name,
    )
    for (const { account, leftMillis } of standings) {
      ends.forget(account)
      if (leftMillis === null || leftMillis === 0) continue
      ends.see(account, { fromMillis: 0, toMillis: leftMillis, nowMillis: 0 })
    }
  }

  return {
    guard,
    base,
    get version() {
      return reached
    },
    apply(standings, to) {
      if (standings.length > 0) put(filled, standings, String(to))
      reached = to
    },
    setPolicy(policy) {
      const text = JSON.stringify(policy)
      if (text === policyText) return
      policyText = text
      filled.setPolicy(parsePolicy(policy))
    },
    takeBackEnded() {
      const ended = ends.ended()
      if (ended.length === 0) return
      const standing = UNKNOWN_STANDING
      put(
        filled,
        ended.map((account) => ({ account, standing, leftMillis: null })),
        String(reached),
      )
    },
  }
}

/** Nobody, in a table for so many. */
function roomFor(size: number): Iterable<AccountStanding> & { readonly size: number } {
  return { size, [Symbol.iterator]: () => [][Symbol.iterator]() }
}
