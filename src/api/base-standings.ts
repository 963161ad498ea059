/**
 * What is known of everybody, as followers have to know it: which one it is, and how to read it again.
 *
 * It is named by what it says, so that servers on the same map call it the same and a follower may go
 * from one to the other, or wait for one to start again, without a new snapshot.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { type Decided } from '../guard/decided-standings.ts'

export interface BaseStandings {
  readonly standings: Iterable<Decided>
  /** Reads all of it the first time: a server that nobody follows never does. */
  readonly mark: () => { readonly digest: string; readonly count: number }
}

/** Lines that are hashed together: a call for each would cost more than the hash. */
const LINES_AT_ONCE = 4096

/** @param standings that can be read again, always in the same order. */
export function createBaseStandings(standings: Iterable<Decided>): BaseStandings {
  let mark: ReturnType<BaseStandings['mark']> | null = null
  return Object.freeze<BaseStandings>({ standings, mark: () => (mark ??= markOf(standings)) })
}

function markOf(standings: Iterable<Decided>): ReturnType<BaseStandings['mark']> {
  const hash = createHash('sha256')
  let count = 0
  let lines = ''
  for (const each of standings) {
    lines += lineOf(each)
    if (++count % LINES_AT_ONCE > 0) continue
    hash.update(lines)
    lines = ''
  }
  return { digest: hash.update(lines).digest('hex').slice(0, 32), count }
}

/** As a line of the snapshot. */
export function lineOf({ account, standing }: Decided): string {
  return `[${JSON.stringify(account)},${standing}]\n`
}
