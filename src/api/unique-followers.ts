import { z } from 'zod'
import { MOST_SELECTED } from '../investigate/followers.ts'
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

const body = z.object({ ...purpose, accounts: accountIds(MOST_SELECTED) })

const answer = z.object({
  map: answers.map,
  of: z.int().describe('How many of the accounts are known.'),
  uniqueFollowers: z.int(),
  inNetwork: z.int(),
  roles: answers.roles,
  leftOut: z.object({ unknown: answers.unknown }),
})

export const uniqueFollowers: Operation = (app, service) => {
  app.route({
    method: 'POST',
    url: '/v1/networks/:id/unique-followers',
    config: { roles: NETWORK_READERS, perSecond: 50 },
    bodyLimit: 4 << 20,
    schema: {
      operationId: 'uniqueFollowers',
      summary: 'How many different accounts follow any of a selection',
      security: WITH_KEY,
      params,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request, reply) {
      const { accounts } = request.body
      const question = { kind: 'unique-followers', network: request.params.id, accounts } as const
      return answerAbout(service, request, reply, question, request.body)
    },
  })
}
