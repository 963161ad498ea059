import { z } from 'zod'
import { type Operation } from './app.ts'
import { answers, NETWORK_LISTERS, sendJson } from './network-question.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const answer = z.object({
  map: answers.map,
  networks: z.array(
    z.object({
      id: z.string(),
      accounts: z.int(),
      seeds: z.int(),
      roles: answers.roles,
      uniqueFollowers: z.int().describe('How many different accounts follow its sources.'),
      reach: z.int().describe('How many different accounts outside of it follow any of it.'),
      stability: z
        .number()
        .describe('How far it stays one network when its follows are drawn anew, 0 to 1.'),
    }),
  ),
  more: z.int().describe('Smaller networks that are not listed.'),
  found: z.int().describe('Accounts that were found to take part, seeds among them.'),
  size: z
    .object({ value: z.int(), low: z.int(), high: z.int() })
    .nullable()
    .describe(
      'How many take part, those not found among them, with the 95 % interval; null where nothing says.',
    ),
})

export const listNetworks: Operation = (app, { networks }) => {
  app.route({
    method: 'GET',
    url: '/v1/networks',
    config: { roles: NETWORK_LISTERS, perSecond: 20 },
    schema: {
      operationId: 'listNetworks',
      summary: 'The networks of the latest map, in numbers',
      security: WITH_KEY,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(_request, reply) {
      const { body } = await networks.ask({ kind: 'networks' })
      return sendJson(reply, body)
    },
  })
}
