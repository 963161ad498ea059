import { KEY_ROLES } from '../model/key-role.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { answerOfKey, answerOfSession, sessionAnswer } from './session-answer.ts'
import { tokenOf } from './session-cookie.ts'

export const readSession: Operation = (app) => {
  app.route({
    method: 'GET',
    url: '/v1/session',
    config: { roles: KEY_ROLES },
    schema: {
      operationId: 'readSession',
      summary: 'Who asks',
      security: WITH_KEY,
      response: { 200: sessionAnswer, ...REFUSALS },
    },
    handler(request) {
      const { signedIn } = request
      if (!signedIn) return answerOfKey(keyOf(request))
      return answerOfSession(signedIn.person, tokenOf(request)!)
    },
  })
}
