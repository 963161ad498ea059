import { z } from 'zod'
import { MOST_EXPLAINED } from '../investigate/evidence.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import {
  accountIds,
  answerAbout,
  answers,
  NETWORK_READERS,
  params,
  purpose,
} from './network-question.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const body = z.object({ ...purpose, accounts: accountIds(MOST_EXPLAINED) })

const node = z.union([
  z.object({ account: z.string() }),
  z.object({ tag: z.string() }),
  z.object({ item: z.string() }),
])

const answer = z.object({
  map: answers.map,
  accounts: z.array(
    z.object({
      account: z.string(),
      detectors: z
        .array(z.object({ id: z.string(), share: z.number() }))
        .describe('What each gave to its place; the shares add up to 1.'),
      paths: z.array(
        z.object({
          seed: z.string(),
          steps: z.array(z.object({ ties: z.array(z.string()), from: node, to: node })),
          cost: z.number().describe('0 for a direct tie; the larger, the more ordinary the way.'),
        }),
      ),
    }),
  ),
  leftOut: z.object({
    shielded: answers.shielded,
    unknown: answers.unknown,
    paths: z.int().describe('Paths through accounts that were left out.'),
  }),
})

export const accountEvidence: Operation = (app, service) => {
  app.route({
    method: 'POST',
    url: '/v1/networks/:id/evidence',
    config: { roles: NETWORK_READERS, perSecond: 50 },
    schema: {
      operationId: 'accountEvidence',
      summary: 'The paths that tie accounts to the seeds, and what each detector gave',
      security: WITH_KEY,
      params,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request, reply) {
      const question = {
        kind: 'evidence',
        network: request.params.id,
        accounts: request.body.accounts,
        childSafety: keyOf(request).childSafety,
      } as const
      return answerAbout(service, request, reply, question, request.body)
    },
  })
}
