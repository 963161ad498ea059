import { z } from 'zod'
import { releaseBrake as release } from '../casework/brake.ts'
import { BRAKE_PULLERS } from '../model/key-role.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { answerOf, brakeAnswer } from './brake-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

export const releaseBrake: Operation = (app, { casework, follower }) => {
  app.route({
    method: 'DELETE',
    url: '/v1/brakes/:id',
    config: { roles: BRAKE_PULLERS },
    schema: {
      operationId: 'releaseBrake',
      summary: 'Ask for the release of a brake',
      description:
        '202 while it still holds and waits for the key of another person, a lead’s or an admin’s; 200 once it holds no longer. 403 for a second key of one person.',
      security: WITH_KEY,
      params: z.object({ id: z.string().min(1).max(64) }),
      response: { 200: brakeAnswer, 202: brakeAnswer, ...REFUSALS },
    },
    async handler(request, reply) {
      const brake = await release(casework, request.params.id, keyOf(request))
      await follower.catchUp()
      const answer = answerOf(brake, casework.now())
      if (!answer.live) request.log.warn({ brake: brake.id }, 'brake no longer holds')
      return reply.status(answer.live ? 202 : 200).send(answer)
    },
  })
}
