import { z } from 'zod'
import { MOST_CONTEXTS } from '../investigate/context.ts'
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

const body = z.object({ ...purpose, accounts: accountIds(MOST_CONTEXTS) })

const answer = z.object({
  map: answers.map,
  accounts: z.array(
    z.object({
      account: z.string(),
      follows: z.int(),
      followedSources: z.int(),
      followedMembers: z.int(),
      followers: z.int(),
      followersInNetwork: z.int(),
      tags: z.int(),
      sharedTags: z.int().describe('Of the tags that hold the network together.'),
    }),
  ),
  leftOut: z.object({ shielded: answers.shielded, unknown: answers.unknown }),
})

export const accountContexts: Operation = (app, service) => {
  app.route({
    method: 'POST',
    url: '/v1/networks/:id/context',
    config: { roles: NETWORK_READERS, perSecond: 50 },
    bodyLimit: 1 << 20,
    schema: {
      operationId: 'accountContexts',
      summary: 'What surrounds accounts of a network, in numbers',
      security: WITH_KEY,
      params,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request, reply) {
      const question = {
        kind: 'context',
        network: request.params.id,
        accounts: request.body.accounts,
        childSafety: keyOf(request).childSafety,
      } as const
      return answerAbout(service, request, reply, question, request.body)
    },
  })
}
