/**
 * Follows that somebody took back, kept for a while as evidence.
 *
 * A network that knows how it is looked for makes follows where it wants to meet, and takes them back
 * before anybody looks: what is left says nothing. So a follow between two accounts close to the seeds
 * goes on counting in the map as if it stood, until its days are over. It is nowhere else: not in
 * recommendations, not in what people are shown as following, and not of anybody whom the map does not
 * look at, whose changes of mind are nobody's business.
 *
 * @module
 */
import { readId } from './account-id.ts'
import { InputError } from './errors.ts'
import { readObject, shown } from './parse.ts'

export interface TakenBack {
  readonly source: string
  readonly target: string
  /** When it was taken back, in milliseconds since 1970. */
  readonly atMillis: number
}

/** A network that stays apart for a season has given up more than what hides it. */
export const TAKEN_BACK_DAYS = 90
/** Only what is so close to the seeds as the accounts at the top of a queue are. */
export const NEAREST_TAKEN_BACK = 1000
/** The latest; some megabytes. */
export const MOST_TAKEN_BACK = 100_000

const DAY_MILLIS = 86_400_000

/** Those of `all` that still count: their days are not over, and they are among the latest. */
export function stillCounting(all: readonly TakenBack[], nowMillis: number): readonly TakenBack[] {
  const young = all.filter(({ atMillis }) => nowMillis - atMillis < TAKEN_BACK_DAYS * DAY_MILLIS)
  return young.toSorted((a, b) => a.atMillis - b.atMillis).slice(-MOST_TAKEN_BACK)
}

/** @throws {InputError} if it is none. */
export function parseTakenBack(value: unknown): TakenBack {
  const spec = readObject(value, 'taken back', ['source', 'target', 'atMillis'])
  const { atMillis } = spec
  if (typeof atMillis !== 'number' || !Number.isFinite(atMillis)) {
    throw new InputError(
      `taken back.atMillis is ${shown(atMillis)}; write milliseconds since 1970.`,
    )
  }
  return {
    source: readId(spec.source, 'taken back.source'),
    target: readId(spec.target, 'taken back.target'),
    atMillis,
  }
}
