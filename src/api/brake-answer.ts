import { z } from 'zod'
import { type Brake, isLive } from '../model/brake.ts'
import { SURFACES } from '../model/surface.ts'

export const brakeScope = z
  .union([
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ surface: z.enum(SURFACES) }),
    z.strictObject({ region: z.string() }),
    z.strictObject({ network: z.string() }),
    z.strictObject({ tag: z.string() }),
  ])
  .describe('What it holds: exactly one of these.')

/** A brake as everybody may see it. */
export const brakeAnswer = z.object({
  id: z.string(),
  scope: brakeScope,
  reason: z.string(),
  live: z.boolean(),
  pulledBy: z.string().describe('The id of a key, `command-line`, or `software`.'),
  pulledAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  heldAccounts: z
    .int()
    .nullable()
    .describe('Of a brake on a network: how many, as it was when it was pulled.'),
  releaseAskedBy: z.array(z.string()),
  releasedAt: z.iso.datetime().nullable(),
})

export type BrakeAnswer = z.infer<typeof brakeAnswer>

export function answerOf(brake: Brake, nowMillis: number): BrakeAnswer {
  return {
    id: brake.id,
    scope: brake.scope,
    reason: brake.reason,
    live: isLive(brake, nowMillis),
    pulledBy: brake.pulledBy,
    pulledAt: new Date(brake.pulledAtMillis).toISOString(),
    endsAt: new Date(brake.endsAtMillis).toISOString(),
    heldAccounts: brake.heldAccounts,
    releaseAskedBy: [...brake.releaseAskedBy],
    releasedAt:
      brake.releasedAtMillis === null ? null : new Date(brake.releasedAtMillis).toISOString(),
  }
}
