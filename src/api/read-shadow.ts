import { z } from 'zod'
import { DOCUMENT_READERS } from '../model/key-role.ts'
import { SURFACES } from '../model/surface.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const answer = z.object({
  draft: z.string().nullable().describe('What the draft calls its version; null without one.'),
  compared: z.number().describe('Candidates and interactions on which both have ruled.'),
  differences: z
    .array(
      z.object({
        surface: z.enum([...SURFACES, 'learn']),
        change: z.string().describe('What the live policy did, then the draft: `allow->withhold`.'),
        count: z.number(),
      }),
    )
    .readonly(),
})

export const readShadow: Operation = (app, { guard }) => {
  app.route({
    method: 'GET',
    url: '/v1/policy/shadow',
    config: { roles: DOCUMENT_READERS },
    schema: {
      operationId: 'readPolicyShadow',
      summary: 'What the draft policy would have done otherwise, by surface',
      description:
        'Counted by this server since it has the draft; the metric firebreak_shadow_difference_total has it of each server.',
      security: WITH_KEY,
      response: { 200: answer, ...REFUSALS },
    },
    handler: () => guard.shadowCounts() ?? { draft: null, compared: 0, differences: [] },
  })
}
