/**
 * Who may ask for what: looked at before a byte of the body is read.
 *
 * @module
 */
import { type FastifyInstance, type FastifyRequest } from 'fastify'
import { keyHash } from '../casework/api-key.ts'
import { type ApiKey, type KeyRole } from '../model/key-role.ts'
import { ApiError } from './api-error.ts'
import { type Service } from './service.ts'
import { createTokenBuckets } from './token-bucket.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Roles that may call it; left out where no key is needed. */
    roles?: readonly KeyRole[]
    /** Requests a second that one key may make. */
    perSecond?: number
  }
  interface FastifyRequest {
    /** Null where no key is needed. */
    apiKey: ApiKey | null
  }
}

const PER_SECOND = 200

export interface Access {
  /**
   * Whether the key in a header opens an operation, and may ask it once more; a false one costs nothing, and
   * why is for the hook to say.
   */
  readonly admits: (
    authorization: string,
    url: string,
    rules: { readonly roles: readonly KeyRole[]; readonly perSecond: number },
  ) => boolean
}

/** @param mostPerSecond whatever an operation says, no more than this. */
export function guardAccess(
  app: FastifyInstance,
  { follower }: Service,
  mostPerSecond: number,
): Access {
  const buckets = createTokenBuckets()
  const hashOf = rememberHashes()
  app.decorateRequest('apiKey', null)
  app.addHook('onRequest', (request, reply, done) => {
    const { roles, perSecond: own = PER_SECOND } = request.routeOptions.config
    if (!roles) return done()
    const perSecond = Math.min(own, mostPerSecond)
    const key = follower.keyOf(hashOf(request.headers.authorization ?? ''))
    if (!key || key.revokedAtMillis !== null) {
      void reply.header('www-authenticate', 'Bearer')
      return done(
        new ApiError(
          401,
          'unauthorized',
          'The key opens nothing; send "Authorization: Bearer KEY".',
        ),
      )
    }
    if (!roles.includes(key.role)) {
      return done(
        new ApiError(
          403,
          'forbidden',
          `This is for the roles ${roles.join(', ')}, not for ${key.role}.`,
        ),
      )
    }
    // a rate for each operation: a key that floods one of them still has the others
    const name = `${key.id} ${request.routeOptions.url}`
    if (!buckets.take(name, perSecond, performance.now())) {
      return done(
        new ApiError(429, 'too_many', `More than ${perSecond} a second; send them slower.`),
      )
    }
    request.apiKey = key
    done()
  })

  return Object.freeze<Access>({
    admits(authorization, url, { roles, perSecond }) {
      const key = follower.keyOf(hashOf(authorization))
      if (!key || key.revokedAtMillis !== null || !roles.includes(key.role)) return false
      const most = Math.min(perSecond, mostPerSecond)
      return buckets.take(`${key.id} ${url}`, most, performance.now())
    },
  })
}

/** The key of the request. It has one wherever roles are asked for. */
export function keyOf({ apiKey }: FastifyRequest): ApiKey {
  if (!apiKey) throw new TypeError('an operation without roles asked for the key')
  return apiKey
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
