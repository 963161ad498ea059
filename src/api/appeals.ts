import { z } from 'zod'
import { decideAppeal, fileAppeal, maySeeAppeal } from '../casework/appeals.ts'
import { type Appeal, APPEAL_STATES, parseAppeal } from '../model/appeal.ts'
import { CASE_WORKERS, readReason } from '../model/case.ts'
import { readBoolean, readObject, readPlainText } from '../model/parse.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { holderAnswer, isoOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const appealAnswer = z.object({
  id: z.string(),
  account: z.string(),
  reference: z.string(),
  state: z.enum(APPEAL_STATES),
  decision: z.string().nullable().describe('Null where the account was decided about alone.'),
  at: z.iso.datetime(),
  answeredBy: holderAnswer.nullable(),
  answeredAt: z.iso.datetime().nullable(),
  answerReason: z.string().nullable(),
})

export type AppealAnswer = z.infer<typeof appealAnswer>

function appealAnswerOf(appeal: Appeal): z.infer<typeof appealAnswer> {
  const { id, account, reference, state, decision, atMillis, answeredAtMillis } = appeal
  return {
    id,
    account,
    reference,
    state,
    decision,
    at: isoOf(atMillis),
    answeredBy: appeal.answeredBy,
    answeredAt: answeredAtMillis === null ? null : isoOf(answeredAtMillis),
    answerReason: appeal.answerReason,
  }
}

export const fileAppeals: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'POST',
    url: '/v1/appeals',
    config: { roles: ['ingest', 'guard'] },
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'fileAppeal',
      summary: 'Hand in that an account appeals; again with the same reference changes nothing',
      security: WITH_KEY,
      body: z.object({ account: z.string().min(1).max(256), reference: z.string().min(1).max(64) }),
      response: {
        201: z.object({ id: z.string(), state: z.enum(APPEAL_STATES) }),
        ...REFUSALS,
      },
    },
    async handler(request, reply) {
      const asked = parseAppeal(request.body)
      const { id, state } = await fileAppeal(casework, asked, keyOf(request).id, knownOf)
      return reply.status(201).send({ id, state })
    },
  })
}

export const listAppeals: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'GET',
    url: '/v1/appeals',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'listAppeals',
      summary: 'Appeals, page by page',
      security: WITH_KEY,
      querystring: z.object({
        state: z.enum(APPEAL_STATES).default('waiting'),
        after: z.string().max(64).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      response: {
        200: z.object({ appeals: z.array(appealAnswer), next: z.string().nullable() }),
        ...REFUSALS,
      },
    },
    async handler(request) {
      const by = keyOf(request)
      const { state, after, limit } = request.query
      const from = after === undefined ? null : after.replaceAll('\0', '')
      const seen: Appeal[] = []
      // as full as any: where the next page begins is none that is left out
      for (let place = from; seen.length < limit;) {
        const page = await casework.store.appeals(state, by.childSafety, { after: place, limit })
        for (const one of page) {
          if (await maySeeAppeal(casework.store, one, by, knownOf)) seen.push(one)
        }
        if (page.length < limit) break
        place = page.at(-1)!.id
      }
      const shown = seen.slice(0, limit)
      return {
        appeals: shown.map(appealAnswerOf),
        next: shown.length === limit ? shown.at(-1)!.id : null,
      }
    },
  })
}

export const decideAppeals: Operation = (app, { casework, knownOf, follower }) => {
  app.route({
    method: 'POST',
    url: '/v1/appeals/:id/decide',
    config: { roles: CASE_WORKERS },
    validatorCompiler: () => (value: unknown) => ({ value }),
    schema: {
      operationId: 'decideAppeal',
      summary: 'Uphold or reject an appeal; not for who decided first',
      security: WITH_KEY,
      params: z.object({ id: z.string().min(1).max(64) }),
      body: z.object({ uphold: z.boolean(), reason: z.string().min(1).max(1000) }),
      response: { 200: appealAnswer, ...REFUSALS },
    },
    async handler(request) {
      const id = readPlainText(request.params.id, 'id', 64)
      const spec = readObject(request.body, 'answer', ['uphold', 'reason'])
      const answer = {
        upheld: readBoolean(spec.uphold, 'answer.uphold'),
        reason: readReason(spec.reason, 'answer.reason'),
      }
      const decided = await decideAppeal(casework, id, answer, keyOf(request), knownOf)
      await follower.catchUp()
      return appealAnswerOf(decided)
    },
  })
}
