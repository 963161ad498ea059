import { z } from 'zod'
import { type Case, CASE_KINDS, CASE_STATES, CASE_WORKERS } from '../model/case.ts'
import { InputError } from '../model/errors.ts'
import { seenAmong } from '../casework/cases/case-access.ts'
import { type CasePlace } from '../store/case-store.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { caseAnswer, caseAnswerOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const query = z.object({
  state: z.enum(CASE_STATES).default('open'),
  kind: z.enum(CASE_KINDS).optional(),
  locked: z.enum(['true', 'false']).optional(),
  region: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(256).optional().describe('`next` of the page before.'),
})

export const listCases: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'GET',
    url: '/v1/cases',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'listCases',
      summary: 'The queue: the case whose decision prevents the most harm first',
      security: WITH_KEY,
      querystring: query,
      response: {
        200: z.object({
          cases: z.array(caseAnswer),
          next: z.string().nullable(),
          counts: z
            .record(z.enum(CASE_KINDS), z.int())
            .nullable()
            .describe('Of all in this state, by kind; with the first page only.'),
        }),
        ...REFUSALS,
      },
    },
    async handler(request) {
      const by = keyOf(request)
      const { state, kind = null, locked, region = null, limit, after } = request.query
      const { store, now } = casework
      const atMillis = now()
      const { childSafety } = by
      const filter = {
        state,
        kind,
        childSafety,
        region,
        locked: locked === undefined ? null : locked === 'true',
        atMillis,
      }
      const placeOf = ({ priority, openPriority, id }: Case) => ({
        priority: childSafety ? priority : openPriority,
        id,
      })
      const seen: Case[] = []
      // as full as any, so that neither its length nor its end tells of one that is left out
      for (let from = placeFrom(after); seen.length < limit;) {
        const page = await store.cases(filter, { after: from, limit })
        seen.push(...(await seenAmong(store, page, by, knownOf)))
        if (page.length < limit) break
        from = placeOf(page.at(-1)!)
      }
      const shown = seen.slice(0, limit)
      const counts = after === undefined ? await store.caseCounts({ state, childSafety }) : null
      const last = shown.length === limit ? placeOf(shown.at(-1)!) : null
      return {
        cases: shown.map((one) => caseAnswerOf(one, by, atMillis)),
        next: last ? `${last.priority}~${last.id}` : null,
        counts: counts && {
          network: counts.get('network') ?? 0,
          account: counts.get('account') ?? 0,
          care: counts.get('care') ?? 0,
        },
      }
    },
  })
}

/** @throws {InputError} if it is no place of ours. */
function placeFrom(text: string | undefined): CasePlace | null {
  if (text === undefined) return null
  const [, number, id] = /^([\d.e+-]{1,30})~([\w-]{1,64})$/.exec(text) ?? []
  const priority = Number(number)
  if (id !== undefined && Number.isFinite(priority)) return { priority, id }
  throw new InputError('after is no place in the queue; send the "next" of the page before.')
}
