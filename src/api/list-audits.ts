import { z } from 'zod'
import { PERSON_ROLES } from '../model/signed-person.ts'
import { SURFACES } from '../model/surface.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const estimate = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .describe('With its 95 % interval.')
const arm = z.object({
  exposureAt10: estimate,
  controlExposureAt10: estimate,
  floodRatio: estimate,
  shareExposed: estimate,
  firstExposureMedianSlates: z.number().nullable(),
  benignWithheldShare: z.number().nullable(),
})
const audit = z.object({
  at: z.iso.datetime(),
  scenario: z.string(),
  surface: z.enum(SURFACES),
  recommender: z.string(),
  testAccounts: z.int(),
  budget: z.number(),
  withinBudget: z.boolean(),
  unguarded: arm.nullable(),
  guarded: arm.nullable(),
})

export const listAudits: Operation = (app, { audits }) => {
  app.route({
    method: 'GET',
    url: '/v1/audits',
    config: { roles: PERSON_ROLES, perSecond: 5 },
    schema: {
      operationId: 'listAudits',
      summary: 'The latest audits that "firebreak audit" left in the workspace, the latest first',
      security: WITH_KEY,
      response: { 200: z.object({ audits: z.array(audit) }), ...REFUSALS },
    },
    handler: async () => ({ audits: [...(await audits())] }),
  })
}
