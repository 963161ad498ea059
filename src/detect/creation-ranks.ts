/**
 * When accounts were created, by the platform's own clock: the share of its accounts that are older.
 *
 * In weeks when many join, this clock runs fast, so an influx is spread out and no burst. Times that
 * are only known to the day, or that an import gave to many accounts alike, are spread over the share of
 * those who have the same, by lot: nobody is close to anybody for that.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { keysOf, lotOf } from './account-keys.ts'
import { lowerBound } from './places.ts'

/** The clock is read off at most so many accounts; between them time runs evenly. */
const MOST_READ = 1 << 16
const SALT = 0x7a11

/**
 * 0..1 for an account, NaN where nobody says when it was created; null where that is so of all. Reads
 * each account once, sorts 65,536 of them; then a call is a search among these.
 */
export function creationRanks({
  accounts,
  createdAtMillis: times,
}: Pick<Platform, 'accounts' | 'createdAtMillis'>): ((row: number) => number) | null {
  if (!times) return null
  const known = times.filter((time) => !Number.isNaN(time))
  if (known.length === 0) return null
  const stride = Math.ceil(known.length / MOST_READ)
  const clock = known.filter((_time, k) => k % stride === 0).toSorted()
  const size = clock.length
  const one = new Uint32Array(1)
  return (row) => {
    const time = times[row]
    if (Number.isNaN(time)) return NaN
    const first = lowerBound(clock, time)
    if (first === size) return 1
    if (clock[first] === time) {
      const past = lowerBound(clock, nextAfter(time))
      one[0] = row
      return (first + (past - first) * lotOf(keysOf({ accounts }, one)[0], SALT)) / size
    }
    if (first === 0) return 0
    const share = (time - clock[first - 1]) / (clock[first] - clock[first - 1])
    return (first - 1 + share) / size
  }
}

/** The least time that is later, of times in whole milliseconds. */
function nextAfter(millis: number): number {
  return Math.floor(millis) + 1
}
