import { z } from 'zod'
import { AGE_BANDS } from '../model/age-band.ts'
import { STANDING_LEVELS, unpackStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { type StoredStanding } from '../store/store.ts'

/** A standing as people who may decide about it see it. */
export const standingAnswer = z.object({
  version: z.int(),
  level: z
    .enum(STANDING_LEVELS)
    .nullable()
    .describe('Null where what was said before was taken back.'),
  protected: z.boolean(),
  ageBand: z.enum(AGE_BANDS),
  setBy: z.string().describe('`software`, or the id of the key of the person who decided.'),
  reason: z.string(),
  at: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
})

export function answerOf(stored: StoredStanding): z.infer<typeof standingAnswer> {
  const { version, standing, setBy, reason, atMillis, expiresAtMillis } = stored
  const { level, ...rest } = unpackStanding(standing)
  return {
    version,
    level: standing === UNKNOWN_STANDING ? null : level,
    ...rest,
    setBy,
    reason,
    at: new Date(atMillis).toISOString(),
    expiresAt: expiresAtMillis === null ? null : new Date(expiresAtMillis).toISOString(),
  }
}
