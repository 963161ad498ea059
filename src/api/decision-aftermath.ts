import { z } from 'zod'
import { visibleDecision } from '../casework/decisions/decide.ts'
import { CASE_WORKERS } from '../model/case.ts'
import { readPlainText } from '../model/parse.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { isoOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const answer = z.object({
  since: z.iso.datetime().describe('When it was decided.'),
  points: z
    .array(
      z.object({
        at: z.iso.datetime().describe('When the map was made.'),
        newAccounts: z
          .int()
          .describe('In the networks that are this one again: accounts that the case had not.'),
        newSources: z.int(),
        candidates: z
          .int()
          .nullable()
          .describe(
            'Accounts that may have taken the place of removed ones; null where that is not known.',
          ),
        followers: z.int().describe('Of the case, those that mainly followed its sources.'),
        followersStillActive: z
          .int()
          .describe('Of them, in a network of this map again, and by nobody withheld or removed.'),
      }),
    )
    .describe('One for each map since, the oldest first.'),
})

export type AftermathAnswer = z.infer<typeof answer>

export const decisionAftermath: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'GET',
    url: '/v1/decisions/:id/aftermath',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'decisionAftermath',
      summary: 'Whether the network grows back: counts from each map since the decision',
      security: WITH_KEY,
      params: z.object({ id: z.string().min(1).max(64) }),
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request) {
      const id = readPlainText(request.params.id, 'id', 64)
      const { store } = casework
      const { atMillis } = await visibleDecision(store, id, keyOf(request), knownOf)
      const points = await store.aftermath(id)
      return {
        since: isoOf(atMillis),
        points: points.map(({ atMillis: at, candidates, ...counts }) => ({
          at: isoOf(at),
          // points of an older Firebreak have none
          candidates: candidates ?? null,
          ...counts,
        })),
      }
    },
  })
}
