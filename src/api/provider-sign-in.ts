/**
 * The way to the provider and back. What has to be the same on the way back lies in a cookie of its own:
 * the session's would not come along, since it is the provider that sends the browser here.
 *
 * @module
 */
import { type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { beginSession } from '../casework/session.ts'
import { isNamed } from '../model/signed-person.ts'
import { ApiError } from './api-error.ts'
import { type Operation } from './app.ts'
import { REFUSALS } from './refusals.ts'
import { isLoopback, setToken } from './session-cookie.ts'
import { type SignInAttempt } from './sign-in-provider.ts'

const PATH = '/v1/session/provider'
const BACK = `${PATH}/back`
const COOKIE = 'firebreak-provider'
const WITHIN_SECONDS = 600

const sent = { 302: z.null().describe('To the provider, or to the console.'), ...REFUSALS }

export const beginProviderSignIn: Operation = (app, { provider }) => {
  app.route({
    method: 'GET',
    url: PATH,
    schema: {
      operationId: 'beginProviderSignIn',
      summary: 'Go to the operator’s own OpenID Connect provider',
      response: sent,
    },
    async handler(request, reply) {
      const { to, attempt } = await configured(provider).begin(new URL(BACK, originOf(request)))
      const value = [attempt.state, attempt.nonce, attempt.verifier].join('.')
      void reply.header('set-cookie', cookieOf(request, value, WITHIN_SECONDS))
      return reply.status(302).header('location', to.href).send(null)
    },
  })
}

export const finishProviderSignIn: Operation = (app, { casework, follower, provider }) => {
  app.route({
    method: 'GET',
    url: BACK,
    schema: {
      operationId: 'finishProviderSignIn',
      summary: 'Come back from the provider, signed in or not',
      description: 'Nobody is signed in whom the list of people does not have.',
      response: sent,
    },
    async handler(request, reply) {
      const attempt = attemptOf(request)
      const known = configured(provider)
      void reply.header('set-cookie', cookieOf(request, '', 0)).header('cache-control', 'no-store')
      const to = (place: string) => reply.status(302).header('location', place).send(null)
      if (!attempt) return to('/#/refused')
      const name = await known
        .finish(new URL(request.url, originOf(request)), attempt)
        .catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 401) return null
          throw error
        })
      if (name === null) return to('/#/refused')
      const person = (await casework.store.people()).find((each) => isNamed(each, name))
      const begun = person ? await beginSession(casework, person, 'provider') : null
      if (!begun) return to('/#/refused')
      await follower.catchUp()
      setToken(request, reply, begun.token)
      return to('/')
    },
  })
}

export const readSignIn: Operation = (app, { provider }) => {
  app.route({
    method: 'GET',
    url: '/v1/session/ways',
    schema: {
      operationId: 'readSignIn',
      summary: 'Which ways to sign in there are',
      response: {
        200: z.object({
          provider: z.boolean().describe('Whether GET /v1/session/provider is one.'),
        }),
        ...REFUSALS,
      },
    },
    handler: () => ({ provider: provider !== null }),
  })
}

function configured<Provider>(provider: Provider | null): Provider {
  if (provider) return provider
  throw new ApiError(404, 'not_found', 'No provider is set up here; sign in with a password.')
}

/** As the browser sees us, which the provider holds against its own list. */
function originOf({ headers }: FastifyRequest): string {
  const { host = 'localhost' } = headers
  const url = `${isLoopback(host) ? 'http' : 'https'}://${host}`
  if (URL.canParse(url)) return url
  throw new ApiError(400, 'bad_input', 'The host of the request is none.')
}

/** Sent along when another site sends the browser here, unlike a session's. */
function cookieOf({ headers }: FastifyRequest, value: string, seconds: number): string {
  const safe = isLoopback(headers.host) ? '' : '; Secure'
  return `${COOKIE}=${value}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${safe}`
}

function attemptOf({ headers }: FastifyRequest): SignInAttempt | null {
  const start = `${COOKIE}=`
  const cookie = headers.cookie?.split(/; */).find((each) => each.startsWith(start))
  const parts = cookie?.slice(start.length).split('.') ?? []
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]{20,128}$/.test(part))) return null
  const [state, nonce, verifier] = parts
  return { state, nonce, verifier }
}
