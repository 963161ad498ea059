/**
 * Who a session says is asking. It answers with the shape of a key, so that operations need not know.
 *
 * @module
 */
import { type FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { csrfTokenOf, seeSession, tokenHash } from '../casework/session.ts'
import { isOpen } from '../model/signed-person.ts'
import { ApiError } from './api-error.ts'
import { type SignedIn } from './follower.ts'
import { type Service } from './service.ts'
import { tokenOf } from './session-cookie.ts'

/** How much later than it happened the store hears that a person was there. */
const SEEN_MILLIS = 60_000
/** Sent by a page that asks by itself while nobody touches it: it keeps no session open. */
const IDLE_HEADER = 'x-idle'

export interface SessionAccess {
  /**
   * The session of a request that carries no key; null for none that is open.
   *
   * @throws {ApiError} if the request changes something and was not sent by a page of ours, or
   *   if the person has to choose a password first.
   */
  readonly read: (request: FastifyRequest) => SignedIn | null
}

export function createSessionAccess({ casework, follower }: Service): SessionAccess {
  /** When those that are here were last seen, ahead of the store. */
  const seen = new Map<string, number>()

  function see({ session }: SignedIn, nowMillis: number): void {
    const noted = Math.max(session.seenAtMillis, seen.get(session.hash) ?? 0)
    if (nowMillis - noted < SEEN_MILLIS) return
    for (const [hash, millis] of seen) if (nowMillis - millis > SEEN_MILLIS) seen.delete(hash)
    seen.set(session.hash, nowMillis)
    // a store that cannot be written now is noticed elsewhere; the next minute tries again
    seeSession(casework, session).catch(() => {})
  }

  return Object.freeze<SessionAccess>({
    read(request) {
      const token = tokenOf(request)
      const signedIn = token === null ? null : follower.sessionOf(tokenHash(token))
      if (token === null || !signedIn) return null
      const nowMillis = casework.now()
      const seenAtMillis = Math.max(
        signedIn.session.seenAtMillis,
        seen.get(signedIn.session.hash) ?? 0,
      )
      if (!isOpen({ ...signedIn.session, seenAtMillis }, nowMillis)) return null
      if (signedIn.person.disabledAtMillis !== null) return null
      if (request.method !== 'GET') checkSender(request, token)
      const isOfSession = request.routeOptions.url?.startsWith('/v1/session') ?? false
      if (signedIn.person.mustChangePassword && !isOfSession) {
        throw new ApiError(403, 'password_needed', 'Choose a password of your own first.')
      }
      if (request.headers[IDLE_HEADER] === undefined) see(signedIn, nowMillis)
      return signedIn
    },
  })
}

/** A page of somebody else's can make a browser send our cookie, and cannot know this token. */
function checkSender({ headers }: FastifyRequest, token: string): void {
  const sent = headers['x-csrf-token']
  const expected = Buffer.from(csrfTokenOf(token))
  const actual = Buffer.from(typeof sent === 'string' ? sent : '')
  if (actual.length === expected.length && timingSafeEqual(actual, expected)) return
  throw new ApiError(
    403,
    'not_from_here',
    'The request does not come from a page of this console; send x-csrf-token as GET /v1/session has it.',
  )
}
