import { z } from 'zod'
import { visibleCase, type Worker } from '../casework/cases/case-access.ts'
import { shieldedIn } from '../casework/cases/mark-cases.ts'
import { isDecidedByPerson } from '../casework/decided-by-person.ts'
import { isBlind } from '../casework/decisions/decide.ts'
import { type KnownOf, shieldedAmong } from '../casework/shield-of.ts'
import { type Case, type CaseSubject, CASE_WORKERS } from '../model/case.ts'
import { ROLES } from '../model/role.ts'
import { STANDING_LEVELS, unpackStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { type TextPage } from '../store/case-store.ts'
import { type StoreReader } from '../store/store.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { caseAnswer, caseAnswerOf, holderAnswer, isoOf } from './case-answer.ts'
import { decisionAnswer, decisionAnswerOf } from './decision-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const caseFile = caseAnswer.extend({
  closingReason: z.string().nullable(),
  subjects: z.array(
    z.object({
      account: z.string(),
      role: z.enum(ROLES).nullable(),
      closeness: z.number(),
      level: z.enum(STANDING_LEVELS).nullable(),
      decidedByPerson: z.boolean(),
      shielded: z.boolean().describe('May belong to a child or a victim.'),
    }),
  ),
  next: z.string().nullable().describe('Where more subjects begin: `after` of the next question.'),
  events: z.array(
    z.object({
      by: holderAnswer,
      at: z.iso.datetime(),
      text: z.string(),
      support: z.object({ account: z.string(), action: z.string() }).nullable(),
    }),
  ),
  decisions: z.array(decisionAnswer),
  blind: z.boolean().describe('Decisions, notes and closing are kept from a second reader.'),
})

export type CaseFileAnswer = z.infer<typeof caseFile>

export const readCase: Operation = (app, { casework, guard, knownOf }) => {
  app.route({
    method: 'GET',
    url: '/v1/cases/:id',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'readCase',
      summary: 'The whole file of a case, its subjects page by page',
      security: WITH_KEY,
      params: z.object({ id: z.string().min(1).max(64) }),
      querystring: z.object({
        after: z.string().max(256).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
      response: { 200: caseFile, ...REFUSALS },
    },
    async handler(request) {
      const by = keyOf(request)
      const { store, now } = casework
      const one = await visibleCase(store, request.params.id, by, knownOf)
      const { after = null, limit } = request.query
      const { seen, shielded, next } = await subjectsFor(store, one, by, knownOf, {
        after: plain(after),
        limit,
      })
      const stored = await store.standingsOf(seen.map(({ account }) => account))
      // by what is known now, for the whole of it
      const hidden = by.childSafety ? 0 : await shieldedIn(store, one, knownOf)
      const blind = await isBlind(store, one.id, by)
      const events = blind ? [] : await store.caseEvents(one.id)
      const decisions = blind ? [] : await store.decisionsOfCase(one.id)
      const head = caseAnswerOf(one, by, now())
      return {
        ...head,
        accounts: one.accounts - hidden,
        closedBy: blind ? null : head.closedBy,
        closingReason: blind ? null : one.closingReason,
        subjects: seen.map(({ account, role, closeness }) => {
          const before = stored.get(account) ?? null
          const byte = guard.standingOf(account)
          return {
            account,
            role,
            closeness,
            level: blind || byte === UNKNOWN_STANDING ? null : unpackStanding(byte).level,
            decidedByPerson: !blind && isDecidedByPerson(before),
            shielded: shielded.has(account),
          }
        }),
        next,
        events: events.map(({ atMillis, ...event }) => ({ ...event, at: isoOf(atMillis) })),
        decisions: decisions.map((decision) => decisionAnswerOf(decision, by)),
        blind,
      }
    },
  })
}

/**
 * A page of those whom this person may see, and as full as any: neither a gap in it nor where the next one
 * begins says that somebody is left out.
 */
async function subjectsFor(
  store: StoreReader,
  { id }: Case,
  { childSafety }: Pick<Worker, 'childSafety'>,
  knownOf: KnownOf,
  { after, limit }: TextPage,
) {
  const seen: CaseSubject[] = []
  const shielded = new Set<string>()
  for (let from = after; ;) {
    const page = await store.caseSubjects(id, { after: from, limit })
    const accounts = page.map(({ account }) => account)
    for (const account of await shieldedAmong(store, accounts, knownOf)) shielded.add(account)
    seen.push(...page.filter(({ account }) => childSafety || !shielded.has(account)))
    if (page.length < limit || seen.length >= limit) break
    from = accounts.at(-1)!
  }
  const shown = seen.slice(0, limit)
  return { seen: shown, shielded, next: shown.length === limit ? shown[limit - 1].account : null }
}

/** No store keeps a NUL, so that no account comes after it. */
const plain = (after: string | null) => after && after.replaceAll('\0', '')
