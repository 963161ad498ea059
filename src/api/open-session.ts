import { z } from 'zod'
import { recordRefusals, signIn } from '../casework/session.ts'
import { MOST_CHARACTERS } from '../casework/password.ts'
import { ApiError } from './api-error.ts'
import { type Operation } from './app.ts'
import { REFUSALS } from './refusals.ts'
import { answerOfSession, sessionAnswer } from './session-answer.ts'
import { setToken } from './session-cookie.ts'
import { createSignInLimits } from './sign-in-limits.ts'

const body = z.object({
  name: z.string().min(1).max(256),
  password: z.string().min(1).max(MOST_CHARACTERS),
})

export const openSession: Operation = (app, { casework, follower }) => {
  const limits = createSignInLimits()
  app.route({
    method: 'POST',
    url: '/v1/session',
    schema: {
      operationId: 'openSession',
      summary: 'Sign in with a name and a password',
      description:
        'The answer sets a cookie. A name that nobody has and a wrong password are the same 401.',
      body,
      response: { 201: sessionAnswer, ...REFUSALS },
    },
    async handler(request, reply) {
      const { password } = request.body
      const name = request.body.name.normalize('NFKC').replace(/\s+/g, ' ').trim()
      const taken = limits.take(name, request.ip, performance.now())
      if (!taken.isAllowed) {
        if (taken.isFirst) await recordRefusals(casework, name)
        throw new ApiError(429, 'too_many', 'Too many tries; wait a minute, then try once more.')
      }
      const begun = await signIn(casework, { name, password })
      if (!begun) {
        throw new ApiError(
          401,
          'unauthorized',
          'Name and password do not fit; type them again, or ask an admin for a new password.',
        )
      }
      limits.giveBack(name, request.ip)
      // the next request finds it
      await follower.catchUp()
      setToken(request, reply, begun.token)
      void reply.header('cache-control', 'no-store')
      return reply.status(201).send(answerOfSession(begun.person, begun.token))
    },
  })
}
