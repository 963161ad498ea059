/**
 * What is known of everybody, as followers have to know it: which one it is, and how to read it again.
 *
 * It is named by what it says, so that servers on the same map call it the same and a follower may go
 * from one to the other, or wait for one to start again, without a new snapshot.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type AccountStanding, standingByte } from '../guard/account-standing.ts'

export interface BaseStandings {
  readonly standings: Iterable<AccountStanding>
  /** Null until `marked`. */
  readonly mark: BaseMark | null
  /** Reads all of it the first time, a little at once: a server that nobody follows never does. */
  readonly marked: () => Promise<BaseMark>
}

export interface BaseMark {
  readonly digest: string
  readonly count: number
}

/** About a millisecond: requests come between. */
const LINES_AT_ONCE = 2048

/** @param standings that can be read again, always in the same order. */
export function createBaseStandings(standings: Iterable<AccountStanding>): BaseStandings {
  let mark: BaseMark | null = null
  let marking: Promise<BaseMark> | null = null
  return Object.freeze<BaseStandings>({
    standings,
    get mark() {
      return mark
    },
    marked: () => (marking ??= markOf(standings).then((made) => (mark = made))),
  })
}

async function markOf(standings: Iterable<AccountStanding>): Promise<BaseMark> {
  const hash = createHash('sha256')
  let count = 0
  let lines = ''
  for (const each of standings) {
    lines += lineOf(each)
    if (++count % LINES_AT_ONCE > 0) continue
    hash.update(lines)
    lines = ''
    await setImmediate()
  }
  return { digest: hash.update(lines).digest('hex').slice(0, 32), count }
}

/** As a line of the snapshot. */
export function lineOf(entry: AccountStanding): string {
  return `[${JSON.stringify(entry.account)},${standingByte(entry, 0)}]\n`
}
