import { type Random } from '../../util/random.ts'
import { type Draft, LAST_ACCOUNT_MILLIS } from '../draft.ts'

const DAY_MILLIS = 86_400_000
/** Bursts fall into the last years: who was removed comes back, and few wait for long. */
const RECENT_DAYS = 3 * 365

/** When a burst of so many days begins, in milliseconds since 1970. */
export function drawBurstStart(random: Random, days: number): number {
  return LAST_ACCOUNT_MILLIS - (days + random.next() * RECENT_DAYS) * DAY_MILLIS
}

/** Let accounts be created at any time in these days, to the second. */
export function createWithin(
  { createdAtMillis }: Draft,
  rows: Uint32Array,
  startMillis: number,
  days: number,
  random: Random,
): void {
  for (const row of rows) {
    const after = random.next() * days * DAY_MILLIS
    createdAtMillis[row] = Math.floor((startMillis + after) / 1000) * 1000
  }
}
