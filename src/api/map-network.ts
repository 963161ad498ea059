import { z } from 'zod'
import { MOST_DRAWN } from '../investigate/map-network.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import {
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
  limit: z.int().min(1).max(MOST_DRAWN).default(MOST_DRAWN),
  summarised: z
    .boolean()
    .default(false)
    .describe('By community, even where all accounts would fit.'),
  communities: z
    .array(z.int().min(0))
    .max(100)
    .default([])
    .describe('Which communities to open, where the answer is by community.'),
})

const answer = z.object({
  map: answers.map,
  network: z.string(),
  size: z.int(),
  accounts: z.array(drawnAccount),
  follows: drawnFollows,
  communities: z.array(
    z.object({
      id: z.int(),
      accounts: z.int(),
      roles: answers.roles,
      seeds: z.int(),
      tag: z.string().nullable().describe('That sets it apart most.'),
      open: z.boolean().describe('Whether its accounts are among those drawn.'),
    }),
  ),
  links: z
    .array(z.object({ from: z.int(), to: z.int(), follows: z.int() }))
    .describe('Follows between communities, both ways.'),
  tags: z.array(
    z.object({
      tag: z.string().describe('The spelling that most accounts of the network use.'),
      spellings: z.array(z.string()).describe('Others that are the network’s too.'),
      uses: z.int(),
      lift: z.number(),
      standardErrors: z.number().describe('How far its use here is from that of everybody.'),
      usedBy: z.array(z.int()).describe('Places among the accounts.'),
    }),
  ),
  rising: z
    .object({
      since: z.iso.datetime().describe('When the map before was made.'),
      tags: z.array(
        z.object({
          tag: z.string(),
          spellings: z.array(z.string()).describe('Others of it that are new too.'),
          mutationOf: z.string().nullable().describe('A spelling of it that is not new.'),
          uses: z.int().describe('Accounts of the network.'),
          everybody: z.int(),
          before: z.int().describe('Of everybody, when the map before was made.'),
          lift: z.number(),
          qValue: z
            .number()
            .describe('Of those with so small a one, about this share rises by chance.'),
        }),
      ),
    })
    .nullable()
    .describe('Tags that are new and rise with the network; null where there is no map before.'),
  leftOut: z.object({ shielded: answers.shielded, overLimit: z.int() }),
})

export const mapNetwork: Operation = (app, service) => {
  app.route({
    method: 'POST',
    url: '/v1/networks/:id/map',
    config: { roles: NETWORK_READERS, perSecond: 50 },
    schema: {
      operationId: 'mapNetwork',
      summary: 'The accounts of a network and the follows among them',
      description:
        'Each opening is in the audit log, with the case or reason and without accounts.',
      security: WITH_KEY,
      params,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request, reply) {
      const { limit, summarised, communities } = request.body
      const question = {
        kind: 'map',
        network: request.params.id,
        limit,
        summarised,
        communities,
        childSafety: keyOf(request).childSafety,
      } as const
      return answerAbout(service, request, reply, question, request.body)
    },
  })
}
