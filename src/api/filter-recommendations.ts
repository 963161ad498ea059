import { z } from 'zod'
import { MOST_CANDIDATES } from '../guard/guard.ts'
import { SURFACES } from '../model/surface.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const name = z.string().min(1).max(256)

const body = z.object({
  viewer: name.nullish().describe('Who looks; null where nobody is logged in.'),
  surface: z.enum(SURFACES),
  // what an id is, the guard knows: checking each here again would cost as much as the answer
  candidates: z.array(z.string()).max(MOST_CANDIDATES),
  region: name.nullish().describe('Of the viewer. A brake on a region holds who does not say it.'),
  tag: name.nullish().describe('Whose page it is. A brake on a tag holds tag pages without it.'),
})

const answer = z.object({
  decision: z.string().describe('Which policy, standings and brake decided; for your log.'),
  allowed: z.array(z.string()).readonly(),
  demoted: z.array(z.string()).readonly().describe('To show after all of `allowed`, if at all.'),
  withheld: z.int(),
  shadow: z.object({ demoted: z.int(), withheld: z.int() }).optional(),
})

export const filterRecommendations: Operation = (app, { braked, exposure, metrics }) => {
  app.route({
    method: 'POST',
    url: '/v1/recommendations/filter',
    config: { roles: ['guard', 'admin'], perSecond: 50_000 },
    bodyLimit: 4 << 20,
    // what the guard answers is what it is; 500 ids need not be looked at a third time
    serializerCompiler: () => (data) => JSON.stringify(data),
    schema: {
      operationId: 'filterRecommendations',
      summary: 'Which of these candidates to show',
      security: WITH_KEY,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    handler({ body: { viewer = null, surface, candidates, region = null, tag = null } }) {
      const filtered = braked.filter(viewer, { surface, region, tag }, candidates)
      metrics.decided(surface, filtered)
      exposure.see(viewer, surface, candidates, performance.now())
      return filtered
    },
  })
}
