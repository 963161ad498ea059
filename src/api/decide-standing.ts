import { z } from 'zod'
import { decideStanding as decide } from '../casework/decide-standing.ts'
import { DECIDERS, parseDecision } from '../model/decision.ts'
import { STANDING_LEVELS } from '../model/standing.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { answerOf, standingAnswer } from './standing-answer.ts'

const body = z.object({
  account: z.string().min(1).max(256),
  level: z
    .enum(STANDING_LEVELS)
    .nullable()
    .describe('Null takes back what people decided: map and signals count again.'),
  protected: z
    .boolean()
    .nullish()
    .describe(
      'Left out: as it is. On an account that may belong to a child, `false` is for a lead.',
    ),
  reason: z.string().min(1).max(1000),
  seenVersion: z
    .int()
    .min(0)
    .nullish()
    .describe('The version of the standing that you saw, 0 for none: 409 if it has changed since.'),
})

/** The account stands in the body, since addresses end up in the logs of whatever lies between. */
export const decideStanding: Operation = (app, { casework, follower, knownOf }) => {
  app.route({
    method: 'POST',
    url: '/v1/standings',
    config: { roles: DECIDERS },
    // the model says what is wrong in a sentence of its own
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'decideStanding',
      summary: 'Decide about one account, or take a decision back',
      security: WITH_KEY,
      body,
      response: { 200: standingAnswer, ...REFUSALS },
    },
    async handler(request) {
      const decision = parseDecision(request.body)
      const stored = await decide(casework, decision, keyOf(request), knownOf)
      // answered when this guard acts on it, not only when it is on disk
      await follower.catchUp()
      return answerOf(stored)
    },
  })
}
