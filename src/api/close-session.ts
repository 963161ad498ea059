import { z } from 'zod'
import { endSession } from '../casework/session.ts'
import { KEY_ROLES } from '../model/key-role.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { setToken } from './session-cookie.ts'
import { signedInOf } from './access.ts'

export const closeSession: Operation = (app, { casework, follower }) => {
  app.route({
    method: 'DELETE',
    url: '/v1/session',
    config: { roles: KEY_ROLES },
    schema: {
      operationId: 'closeSession',
      summary: 'Sign out',
      description: 'The session opens nothing any more, in whatever window. 403 for a key.',
      security: WITH_KEY,
      response: { 204: z.null(), ...REFUSALS },
    },
    async handler(request, reply) {
      await endSession(casework, signedInOf(request).session)
      await follower.catchUp()
      setToken(request, reply, null)
      return reply.status(204).send(null)
    },
  })
}
