/**
 * Decisions in cases: what one would do, making it, a second person's word, taking it back.
 *
 * @module
 */
import { z } from 'zod'
import { visibleCase } from '../casework/cases/case-access.ts'
import { ACCOUNTS_AT_ONCE } from '../casework/decisions/advance.ts'
import {
  answerDecision,
  decideInCase,
  reverseDecision,
  visibleDecision,
} from '../casework/decisions/decide.ts'
import { previewDecision } from '../casework/decisions/preview.ts'
import {
  type CaseDecision,
  DECISION_KINDS,
  parseDecisionAsked,
  parsePreviewAsked,
} from '../model/case-decision.ts'
import { CASE_WORKERS, MOST_NAMED, readReason } from '../model/case.ts'
import { readObject, readPlainText } from '../model/parse.ts'
import { ROLES } from '../model/role.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { decisionAnswer, decisionAnswerOf } from './decision-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { type Service } from './service.ts'

const preview = z.object({
  case: z.string().min(1).max(64),
  kind: z.enum(DECISION_KINDS),
  accounts: z
    .array(z.string().min(1).max(256))
    .max(MOST_NAMED)
    .nullish()
    .describe('These; or `roles`; or, with neither, the whole case.'),
  roles: z.array(z.enum(ROLES)).nullish(),
})
const body = preview.extend({
  reason: z.string().min(1).max(1000),
  policy: z.string().min(1).max(256),
  seenVersion: z.int().min(0).nullish().describe('Of the preview.'),
})
const previewAnswer = z.object({
  accounts: z.int(),
  byRole: z.array(z.object({ role: z.enum(ROLES).nullable(), accounts: z.int() })),
  onlySeekers: z.int(),
  applied: z.int(),
  mayBeMinors: z.int().nullable(),
  protected: z.int().nullable(),
  alreadyDecided: z.int(),
  reach: z.number().nullable().describe('Of the whole case: who follows its sources.'),
  needsSecondPerson: z.boolean(),
  seenVersion: z.int(),
})
export type PreviewAnswer = z.infer<typeof previewAnswer>

const params = z.object({ id: z.string().min(1).max(64) })

export const previewDecisions: Operation = (app, { casework, knownOf, removedAlone }) => {
  app.route({
    method: 'POST',
    url: '/v1/decisions/preview',
    config: { roles: CASE_WORKERS },
    bodyLimit: 2 << 20,
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'previewDecision',
      summary: 'What a decision would do; nothing is changed',
      security: WITH_KEY,
      body: preview,
      response: {
        200: previewAnswer,
        ...REFUSALS,
      },
    },
    async handler(request) {
      const asked = parsePreviewAsked(request.body)
      const by = keyOf(request)
      const shown = await previewDecision(casework, asked, by, knownOf, removedAlone)
      const { byRole, ...rest } = shown
      const { reach } = await visibleCase(casework.store, asked.case, by, knownOf)
      const isWhole = 'roles' in asked.selection && asked.selection.roles === null
      return {
        ...rest,
        byRole: [...byRole].map(([role, accounts]) => ({ role, accounts })),
        reach: isWhole ? reach : null,
      }
    },
  })
}

export const makeDecision: Operation = (app, service) => {
  const { casework, knownOf, removedAlone } = service
  app.route({
    method: 'POST',
    url: '/v1/decisions',
    config: { roles: CASE_WORKERS },
    bodyLimit: 2 << 20,
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'makeDecision',
      summary: 'Decide about accounts of a case, or about all of it',
      description:
        'Takes the case in hand. A removal of many waits for another person. 409 where another person has the case or a decision in it is not over, and says who.',
      security: WITH_KEY,
      body,
      response: { 201: decisionAnswer, ...REFUSALS },
    },
    async handler(request, reply) {
      const asked = parseDecisionAsked(request.body)
      const by = keyOf(request)
      const made = await decideInCase(casework, asked, by, knownOf, removedAlone)
      const latest = await begin(service, made)
      return reply.status(201).send(decisionAnswerOf(latest, by))
    },
  })
}

export const readDecision: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'GET',
    url: '/v1/decisions/:id',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'readDecision',
      summary: 'How far a decision has come',
      security: WITH_KEY,
      params,
      response: { 200: decisionAnswer, ...REFUSALS },
    },
    async handler(request) {
      const by = keyOf(request)
      const id = readPlainText(request.params.id, 'id', 64)
      return decisionAnswerOf(await visibleDecision(casework.store, id, by, knownOf), by)
    },
  })
}

const ANSWERS = [
  ['approve', 'Approve a removal that another person has decided'],
  ['refuse', 'Refuse a removal that waits'],
  ['reverse', 'Take a decision back, with its effects'],
] as const

export const answerDecisions: Operation = (app, service) => {
  const { casework, knownOf } = service
  for (const [deed, summary] of ANSWERS) {
    app.route({
      method: 'POST',
      url: `/v1/decisions/:id/${deed}`,
      config: { roles: CASE_WORKERS },
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: {
        operationId: `${deed}Decision`,
        summary,
        security: WITH_KEY,
        params,
        body: z.object({ reason: z.string().min(1).max(1000) }),
        response: { 200: decisionAnswer, ...REFUSALS },
      },
      async handler(request) {
        const by = keyOf(request)
        const id = readPlainText(request.params.id, 'id', 64)
        const spec = readObject(request.body, 'answer', ['reason'])
        const reason = readReason(spec.reason, 'answer.reason')
        const answered =
          deed === 'reverse'
            ? await reverseDecision(casework, id, reason, by, knownOf)
            : await answerDecision(
                casework,
                id,
                { approves: deed === 'approve', reason },
                by,
                knownOf,
              )
        return decisionAnswerOf(await begin(service, answered), by)
      },
    })
  }
}

/** Of few accounts it is over when it is answered, and this guard acts on it; of many it has begun. */
async function begin(
  { casework, follower, decisions }: Service,
  decision: CaseDecision,
): Promise<CaseDecision> {
  if (decision.state !== 'running' && decision.state !== 'reversing') return decision
  if (decision.total > ACCOUNTS_AT_ONCE) {
    decisions.wake()
    return decision
  }
  await decisions.carryOut(decision.id)
  await follower.catchUp()
  return (await casework.store.caseDecision(decision.id)) ?? decision
}
