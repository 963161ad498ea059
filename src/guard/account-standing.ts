/** A standing as the caller of the guard writes it, as a byte. */
import { InputError } from '../model/errors.ts'
import { readOneOf, shown } from '../model/parse.ts'
import {
  isStandingByte,
  packStanding,
  type Standing,
  STANDING_LEVELS,
  type StandingLevel,
} from '../model/standing.ts'

/** One account and what the guard is told of it: a level alone, parts of a standing, or its byte. */
export interface AccountStanding {
  readonly account: string
  /** `'withhold'`, `{ protected: true, ageBand: 'minor' }`, or what `packStanding` made. */
  readonly standing: StandingLevel | Partial<Standing> | number
}

/** @throws {InputError} with the place of the entry, if it is not one. The id is the table's to check. */
export function standingByte(entry: AccountStanding, place: number): number {
  const standing: unknown = entry?.standing
  if (typeof standing === 'number' && isStandingByte(standing)) return standing
  try {
    if (typeof standing === 'string') {
      return packStanding({ level: readOneOf(standing, 'the level', STANDING_LEVELS) })
    }
    if (typeof standing === 'object' && standing !== null) return packStanding(standing)
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause
    throw new InputError(`standings[${place}]: ${cause.message}`, { cause })
  }
  throw new InputError(
    `standings[${place}].standing is ${shown(standing)}; write a level, a standing, or its byte.`,
  )
}
