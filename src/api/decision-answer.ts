import { z } from 'zod'
import { type CaseDecision, DECISION_KINDS, DECISION_STATES } from '../model/case-decision.ts'
import { holderAnswer, isoOf } from './case-answer.ts'

export const decisionAnswer = z.object({
  id: z.string(),
  case: z.string(),
  kind: z.enum(DECISION_KINDS),
  state: z.enum(DECISION_STATES),
  reason: z.string(),
  policy: z.string(),
  by: holderAnswer,
  at: z.iso.datetime(),
  second: holderAnswer.nullable().describe('Who approved or refused it.'),
  reversedBy: holderAnswer.nullable(),
  reverseReason: z.string().nullable(),
  seenVersion: z.int(),
  progress: z.object({ done: z.int(), total: z.int() }),
  counts: z.object({
    applied: z.int(),
    leftOut: z
      .int()
      .nullable()
      .describe('May belong to a child or a victim; null for who may not know of them.'),
    conflict: z.int().describe('Somebody has decided about it meanwhile: left as it is.'),
    reversed: z.int(),
    newer: z.int().describe('Not given back: something newer stands above the decision.'),
  }),
})

export type DecisionAnswer = z.infer<typeof decisionAnswer>

export function decisionAnswerOf(
  decision: CaseDecision,
  { childSafety }: { readonly childSafety: boolean },
): z.infer<typeof decisionAnswer> {
  const { id, kind, state, reason, policy, by, second } = decision
  const { done, total, ...counts } = childSafety ? countsOf(decision) : openCountsOf(decision)
  return {
    id,
    case: decision.case,
    kind,
    state,
    reason,
    policy,
    by,
    at: isoOf(decision.atMillis),
    second,
    reversedBy: decision.reversedBy,
    reverseReason: decision.reverseReason,
    seenVersion: decision.seenVersion,
    progress: { done, total },
    counts,
  }
}

const countsOf = ({ next, total, counts }: CaseDecision) => ({ done: next, total, ...counts })

/**
 * For who may not know whom it leaves out. Accounts that somebody named count as if it had come to each;
 * of a whole case those are not there, as they are not in its file.
 */
function openCountsOf({ named, state, next, total, shielded, counts }: CaseDecision) {
  const { leftOut } = counts
  if (named) {
    const applied = counts.applied + leftOut
    const reversed = state === 'reversed' ? counts.reversed + leftOut : counts.reversed
    return { done: next, total, ...counts, applied, reversed, leftOut: null }
  }
  const isComing = state === 'waiting' || state === 'running' || state === 'refused'
  const seen = total - (isComing ? Math.max(shielded, leftOut) : leftOut)
  const passed = state === 'running' ? next - leftOut : next
  return { done: Math.min(passed, seen), total: seen, ...counts, leftOut: null }
}
