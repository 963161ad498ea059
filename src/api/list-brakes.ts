import { z } from 'zod'
import { KEY_ROLES } from '../model/key-role.ts'
import { type Operation } from './app.ts'
import { answerOf, brakeAnswer } from './brake-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

export const listBrakes: Operation = (app, { casework }) => {
  app.route({
    method: 'GET',
    url: '/v1/brakes',
    config: { roles: KEY_ROLES },
    schema: {
      operationId: 'listBrakes',
      summary: 'Every brake, live and past, the latest first',
      security: WITH_KEY,
      response: { 200: z.object({ brakes: z.array(brakeAnswer) }), ...REFUSALS },
    },
    async handler() {
      const brakes = await casework.store.brakes()
      const nowMillis = casework.now()
      return { brakes: brakes.map((brake) => answerOf(brake, nowMillis)) }
    },
  })
}
