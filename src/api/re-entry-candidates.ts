import { z } from 'zod'
import { openCandidates } from '../casework/decisions/open-candidates.ts'
import { readPlainText } from '../model/parse.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { isoOf } from './case-answer.ts'
import { answers, NETWORK_READERS } from './network-question.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const candidate = z.object({
  account: z.string(),
  removed: z.string().describe('Whose place it may have taken.'),
  shared: z.int().describe('Followers of both.'),
  expected: z.number().describe('How many of both chance would give.'),
  overlap: z.number().describe('Of the followers of either, the share that follows both.'),
  followers: z.int(),
  createdAt: z.iso.datetime(),
  role: answers.role,
  network: z.string().nullable(),
})

const answer = z.union([
  z.object({
    state: z.literal('known'),
    at: z.iso.datetime().describe('When the map was made.'),
    candidates: z.array(candidate).describe('The largest overlap first; none of them is certain.'),
    leftOut: answers.shielded,
  }),
  z.object({
    state: z
      .enum(['not-removed', 'no-map-since', 'no-dates'])
      .describe('Why nothing is known; `no-dates`: accounts were imported without `created_at`.'),
  }),
])

export type CandidatesAnswer = z.infer<typeof answer>

export const reEntryCandidates: Operation = (app, { casework, candidates, knownOf }) => {
  app.route({
    method: 'POST',
    url: '/v1/decisions/:id/candidates',
    config: { roles: NETWORK_READERS, perSecond: 20 },
    schema: {
      operationId: 'reEntryCandidates',
      summary: 'Accounts that may have taken the place of removed ones: candidates, never certain',
      description:
        'Created after the removal, with more followers of a removed account than chance gives. Each opening is in the audit log, with the case and without accounts.',
      security: WITH_KEY,
      params: z.object({ id: z.string().min(1).max(64) }),
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request) {
      const id = readPlainText(request.params.id, 'id', 64)
      const opened = await openCandidates(casework, id, candidates(), keyOf(request), knownOf)
      if (opened.state !== 'known') return opened
      return {
        state: opened.state,
        at: isoOf(opened.atMillis),
        candidates: opened.candidates.map(({ decision: _decision, createdAtMillis, ...rest }) => ({
          ...rest,
          createdAt: isoOf(createdAtMillis),
        })),
        leftOut: opened.leftOut,
      }
    },
  })
}
