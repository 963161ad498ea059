import { z } from 'zod'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

/** More in one request would hold up everybody else for too long. */
const MOST_INTERACTIONS = 20_000

const body = z.object({
  interactions: z
    .array(z.object({ account: z.string(), target: z.string(), kind: z.string().max(256) }))
    .max(MOST_INTERACTIONS),
})

export const filterInteractions: Operation = (app, { braked, metrics }) => {
  app.route({
    method: 'POST',
    url: '/v1/interactions/filter',
    config: { roles: ['guard', 'admin'], perSecond: 50_000 },
    bodyLimit: 8 << 20,
    serializerCompiler: () => (data) => JSON.stringify(data),
    schema: {
      operationId: 'filterInteractions',
      summary: 'Which of these interactions the recommender may learn from',
      security: WITH_KEY,
      body,
      response: {
        200: z.object({
          decision: z.string(),
          learn: z.array(z.int()).readonly().describe('Places in `interactions`, rising.'),
        }),
        ...REFUSALS,
      },
    },
    handler({ body: { interactions } }) {
      const answer = braked.learn(interactions)
      metrics.learnt(answer.learn.length, interactions.length - answer.learn.length)
      return answer
    },
  })
}
