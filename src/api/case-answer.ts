import { z } from 'zod'
import { type Case, CASE_KINDS, CASE_STATES, lockOf } from '../model/case.ts'

const holder = z.object({ id: z.string(), person: z.string().nullable() })
export const holderAnswer = holder

/** A case as it stands in the queue, with why it stands there. */
export const caseAnswer = z.object({
  id: z.string(),
  kind: z.enum(CASE_KINDS),
  state: z.enum(CASE_STATES),
  childSafety: z.boolean(),
  network: z.string().nullable(),
  evidence: z.string().nullable().describe('The mark of the map or the digest of the signals.'),
  region: z.string().nullable(),
  reason: z.string(),
  accounts: z.int(),
  priority: z.object({
    value: z
      .number()
      .describe('reach × closeness × (1 + minors); without minors for who may not know of them.'),
    reach: z.number(),
    closeness: z.number(),
    minors: z.int().nullable().describe('Null for who may not know of them.'),
  }),
  escalated: z.boolean(),
  openedBy: holder,
  openedAt: z.iso.datetime(),
  closedBy: holder.nullable(),
  closedAt: z.iso.datetime().nullable(),
  lock: z.object({ by: holder, until: z.iso.datetime() }).nullable(),
})

export type CaseAnswer = z.infer<typeof caseAnswer>

export const isoOf = (millis: number) => new Date(millis).toISOString()

export function caseAnswerOf(
  one: Case,
  { childSafety }: { readonly childSafety: boolean },
  nowMillis: number,
): z.infer<typeof caseAnswer> {
  const { id, kind, state, network, evidence, region, reason, accounts, escalated } = one
  const lock = lockOf(one, nowMillis)
  return {
    id,
    kind,
    state,
    childSafety: one.childSafety,
    network,
    evidence,
    region,
    reason,
    accounts: childSafety ? accounts : accounts - one.shielded,
    priority: {
      value: childSafety ? one.priority : one.openPriority,
      reach: one.reach,
      closeness: one.closeness,
      minors: childSafety ? one.minors : null,
    },
    escalated,
    openedBy: one.openedBy,
    openedAt: isoOf(one.openedAtMillis),
    closedBy: one.closedBy,
    closedAt: one.closedAtMillis === null ? null : isoOf(one.closedAtMillis),
    lock: lock && { by: lock.by, until: isoOf(lock.untilMillis) },
  }
}
