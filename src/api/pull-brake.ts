import { z } from 'zod'
import { pullBrake as pull } from '../casework/brake.ts'
import { MOST_BRAKE_MINUTES, parseBrakePull } from '../model/brake.ts'
import { BRAKE_PULLERS } from '../model/key-role.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { answerOf, brakeAnswer, brakeScope } from './brake-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const body = z.object({
  scope: brakeScope,
  reason: z.string().min(1).max(1000),
  minutes: z.int().min(1).max(MOST_BRAKE_MINUTES),
})

export const pullBrake: Operation = (app, { casework, follower, membersOf }) => {
  app.route({
    method: 'POST',
    url: '/v1/brakes',
    config: { roles: BRAKE_PULLERS },
    // the model says what is wrong in a sentence of its own
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'pullBrake',
      summary: 'Hold everything, a surface, a region, a network or a tag',
      security: WITH_KEY,
      body,
      response: { 201: brakeAnswer, ...REFUSALS },
    },
    async handler(request, reply) {
      const asked = parseBrakePull(request.body)
      const brake = await pull(casework, asked, keyOf(request), membersOf)
      // answered when this guard holds it, not only when it is on disk
      await follower.catchUp()
      request.log.warn({ brake: brake.id, scope: Object.keys(brake.scope)[0] }, 'brake pulled')
      return reply.status(201).send(answerOf(brake, casework.now()))
    },
  })
}
