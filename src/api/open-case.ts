import { z } from 'zod'
import { openCase as open } from '../casework/cases/open-case.ts'
import { CASE_KINDS, CASE_WORKERS, MOST_NAMED, parseCaseOpening } from '../model/case.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { caseAnswer, caseAnswerOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const body = z.object({
  kind: z.enum(CASE_KINDS),
  network: z.string().max(256).nullish().describe('Of a case of that kind, by its id in the map.'),
  accounts: z.array(z.string().min(1).max(256)).max(MOST_NAMED).nullish(),
  reason: z.string().min(1).max(1000),
})

export const openCase: Operation = (app, { casework, networkOf, knownOf }) => {
  app.route({
    method: 'POST',
    url: '/v1/cases',
    config: { roles: CASE_WORKERS },
    bodyLimit: 2 << 20,
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'openCase',
      summary: 'Open a case about a network or about accounts',
      description: 'Whoever may belong to a child or a victim goes to a care case of their own.',
      security: WITH_KEY,
      body,
      response: {
        201: z.object({
          cases: z.array(caseAnswer).describe('Those opened that you may see.'),
        }),
        ...REFUSALS,
      },
    },
    async handler(request, reply) {
      const by = keyOf(request)
      const opened = await open(casework, parseCaseOpening(request.body), by, networkOf, knownOf)
      const seen = opened.filter(({ childSafety }) => by.childSafety || !childSafety)
      const cases = seen.map((one) => caseAnswerOf(one, by, casework.now()))
      return reply.status(201).send({ cases })
    },
  })
}
