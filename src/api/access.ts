/**
 * Who may ask for what: looked at before a byte of the body is read.
 *
 * @module
 */
import { type FastifyInstance, type FastifyRequest } from 'fastify'
import { keyHash } from '../casework/api-key.ts'
import { ForbiddenError } from '../model/errors.ts'
import { type ApiKey, type KeyRole } from '../model/key-role.ts'
import { holderOf } from '../model/signed-person.ts'
import { ApiError } from './api-error.ts'
import { type SignedIn } from './follower.ts'
import { type Service } from './service.ts'
import { createSessionAccess } from './session-access.ts'
import { createTokenBuckets } from './token-bucket.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Roles that may call it; left out where no key is needed. */
    roles?: readonly KeyRole[]
    /** Requests a second that one key may make. */
    perSecond?: number
  }
  interface FastifyRequest {
    /** Null where no key is needed. Of a person who has signed in, the same shape. */
    apiKey: ApiKey | null
    /** Null for a key. */
    signedIn: SignedIn | null
  }
}

const PER_SECOND = 200

export interface Rules {
  readonly roles: readonly KeyRole[]
  readonly perSecond: number
}

export interface Access {
  /** Whether the key in a header may ask this now; where it may not, the hook says why. */
  readonly admits: (authorization: string, url: string, rules: Rules) => boolean
}

/** @param mostPerSecond whatever an operation says, no more than this. */
export function guardAccess(app: FastifyInstance, service: Service, mostPerSecond: number): Access {
  const { follower } = service
  const sessions = createSessionAccess(service)
  const buckets = createTokenBuckets()
  const hashOf = rememberHashes()
  app.decorateRequest('apiKey', null)
  app.decorateRequest('signedIn', null)

  /** Why this key may not ask this now; null when it may, and has then used up one of its rate. */
  function refusalOf(
    key: ApiKey | null | undefined,
    url: string | undefined,
    { roles, perSecond }: Rules,
  ): ApiError | null {
    if (!key || key.revokedAtMillis !== null) {
      return new ApiError(
        401,
        'unauthorized',
        'Nobody is signed in and no key opens this; sign in, or send "Authorization: Bearer KEY".',
      )
    }
    if (!roles.includes(key.role)) {
      const who = roles.join(', ')
      return new ApiError(403, 'forbidden', `This is for the roles ${who}, not for ${key.role}.`)
    }
    // a rate for each operation: a key that floods one of them still has the others
    const most = Math.min(perSecond, mostPerSecond)
    if (!buckets.take(`${key.id} ${url}`, most, performance.now())) {
      return new ApiError(429, 'too_many', `More than ${most} a second; send them slower.`)
    }
    return null
  }

  app.addHook('onRequest', (request, reply, done) => {
    const { config, url } = request.routeOptions
    const { roles, perSecond = PER_SECOND } = config
    if (!roles) return done()
    const { authorization } = request.headers
    const signedIn = authorization === undefined ? sessions.read(request) : null
    const key = signedIn ? holderOf(signedIn.person) : follower.keyOf(hashOf(authorization ?? ''))
    const refusal = refusalOf(key, url, { roles, perSecond })
    if (refusal) {
      if (refusal.status === 401) void reply.header('www-authenticate', 'Bearer')
      return done(refusal)
    }
    request.apiKey = key ?? null
    request.signedIn = signedIn
    // what a person was shown is in no cache of the browser after they have left
    if (signedIn) void reply.header('cache-control', 'no-store')
    done()
  })

  return Object.freeze<Access>({
    admits: (authorization, url, rules) =>
      refusalOf(follower.keyOf(hashOf(authorization)), url, rules) === null,
  })
}

/** The key of the request. It has one wherever roles are asked for. */
export function keyOf({ apiKey }: FastifyRequest): ApiKey {
  if (!apiKey) throw new TypeError('an operation without roles asked for the key')
  return apiKey
}

/**
 * Who has signed in.
 *
 * @throws {ForbiddenError} for a key.
 */
export function signedInOf({ signedIn }: FastifyRequest): SignedIn {
  if (signedIn) return signedIn
  throw new ForbiddenError('This is for people who have signed in; a key has no session.')
}

/** So many headers are remembered; whoever tries more keys than that is no client of ours. */
const MOST_HEADERS = 1000

/**
 * The hash of the key in a header. The same few come with each request, and to hash is slower than to
 * look up; whether a key still opens anything is asked each time.
 */
function rememberHashes(): (header: string) => string {
  const hashes = new Map<string, string>()
  return (header) => {
    let hash = hashes.get(header)
    if (hash === undefined) {
      hash = keyHash(/^Bearer ([\w-]{1,128})$/.exec(header)?.[1] ?? '')
      if (hashes.size >= MOST_HEADERS) hashes.clear()
      hashes.set(header, hash)
    }
    return hash
  }
}
