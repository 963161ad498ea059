import { z } from 'zod'
import { MOST_EXPANDED, MOST_HOPS } from '../investigate/expand.ts'
import { MOST_DRAWN } from '../investigate/map-network.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import {
  accountIds,
  answerAbout,
  answers,
  drawnAccount,
  drawnFollows,
  NETWORK_READERS,
  params,
  purpose,
} from './network-question.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const body = z.object({
  ...purpose,
  from: accountIds(500),
  drawn: accountIds(MOST_DRAWN + MOST_EXPANDED)
    .default([])
    .describe('What is drawn already: the answer has the follows between both.'),
  hops: z.int().min(1).max(MOST_HOPS).default(1),
  limit: z.int().min(1).max(MOST_EXPANDED).default(200),
})

const answer = z.object({
  map: answers.map,
  accounts: z.array(drawnAccount).describe('The closest to the seeds first.'),
  drawn: z.int().describe('Places below are of what was drawn; the others follow.'),
  follows: drawnFollows,
  leftOut: z.object({ shielded: answers.shielded, overLimit: z.int(), unknown: answers.unknown }),
})

export const expandNetwork: Operation = (app, service) => {
  app.route({
    method: 'POST',
    url: '/v1/networks/:id/expand',
    config: { roles: NETWORK_READERS, perSecond: 50 },
    // 7,000 ids of 256 bytes, each byte of which may be escaped
    bodyLimit: 4 << 20,
    schema: {
      operationId: 'expandNetwork',
      summary: 'Who follows, or is followed by, a selection: several hops in one step',
      security: WITH_KEY,
      params,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request, reply) {
      const { from, drawn, hops, limit } = request.body
      const question = {
        kind: 'expand',
        network: request.params.id,
        from,
        drawn,
        hops,
        limit,
        childSafety: keyOf(request).childSafety,
      } as const
      return answerAbout(service, request, reply, question, request.body)
    },
  })
}
