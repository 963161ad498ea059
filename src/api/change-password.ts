import { z } from 'zod'
import { LEAST_CHARACTERS, MOST_CHARACTERS } from '../casework/password.ts'
import { changePassword as change } from '../casework/person.ts'
import { KEY_ROLES } from '../model/key-role.ts'
import { signedInOf } from './access.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { answerOfSession, sessionAnswer } from './session-answer.ts'
import { tokenOf } from './session-cookie.ts'

const body = z.object({
  current: z.string().min(1).max(MOST_CHARACTERS),
  next: z.string().min(LEAST_CHARACTERS).max(MOST_CHARACTERS),
})

export const changePassword: Operation = (app, { casework, follower }) => {
  app.route({
    method: 'POST',
    url: '/v1/session/password',
    // each try costs a quarter of a second of work, and could be a guess
    config: { roles: KEY_ROLES, perSecond: 5 },
    schema: {
      operationId: 'changePassword',
      summary: 'Choose a password of one’s own',
      description: 'Other sessions of the person end. 403 for a key.',
      security: WITH_KEY,
      body,
      response: { 200: sessionAnswer, ...REFUSALS },
    },
    async handler(request) {
      const { person, session } = signedInOf(request)
      const changed = await change(casework, person, request.body, session.hash)
      await follower.catchUp()
      return answerOfSession(changed, tokenOf(request)!)
    },
  })
}
