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

type RankOf = (row: number) => number

const ranksOf = new WeakMap<Float64Array, RankOf>()

/**
 * 0..1 for an account, NaN where nobody says when it was created; null where that is so of all. Reads
 * each account once and sorts 65,536 of them, once for the same platform; then a call is a search
 * among these, once for each row.
 */
export function creationRanks({
  accounts,
  createdAtMillis: times,
}: Pick<Platform, 'accounts' | 'createdAtMillis'>): RankOf | null {
  if (!times) return null
  const last = ranksOf.get(times)
  if (last) return last
  const known = times.filter((time) => !Number.isNaN(time))
  if (known.length === 0) return null
  const stride = Math.ceil(known.length / MOST_READ)
  const clock = known.filter((_time, k) => k % stride === 0).toSorted()
  const looked = (row: number) =>
    rankIn(clock, times[row], () => lotOf(keysOf({ accounts }, Uint32Array.of(row))[0], SALT))
  // one higher, so that 0 is a row that nobody asked for
  const kept = new Float64Array(times.length)
  const rankOf = (row: number) => {
    if (kept[row] === 0) kept[row] = 1 + looked(row)
    return kept[row] - 1
  }
  ranksOf.set(times, rankOf)
  return rankOf
}

/** The share of `clock` that is before `time`; between two of its times, and among equal ones, a part. */
function rankIn(clock: Float64Array, time: number, lot: () => number): number {
  if (Number.isNaN(time)) return NaN
  const size = clock.length
  const first = lowerBound(clock, time)
  if (first === size) return 1
  if (clock[first] === time) {
    const past = lowerBound(clock, nextAfter(time))
    return (first + (past - first) * lot()) / size
  }
  if (first === 0) return 0
  const share = (time - clock[first - 1]) / (clock[first] - clock[first - 1])
  return (first - 1 + share) / size
}

/** The least time that is later, of times in whole milliseconds. */
function nextAfter(millis: number): number {
  return Math.floor(millis) + 1
}
