/**
 * The cookie of a session. Scripts cannot read it and other sites cannot send it; over anything but
 * loopback it goes encrypted or not at all, under a name that browsers keep others from setting.
 *
 * @module
 */
import { type FastifyReply, type FastifyRequest } from 'fastify'

const SAFE_NAME = '__Host-firebreak'
/** Plain HTTP to this very machine: no browser takes the safe name there. */
const LOOPBACK_NAME = 'firebreak'
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** The token that the browser sent; null for none, or one that is no token. */
export function tokenOf({ headers }: FastifyRequest): string | null {
  const start = `${isLoopback(headers.host) ? LOOPBACK_NAME : SAFE_NAME}=`
  const cookie = headers.cookie?.split(/; */).find((each) => each.startsWith(start))
  const token = cookie?.slice(start.length) ?? ''
  return /^[\w-]{43}$/.test(token) ? token : null
}

/** Null takes it back. It ends with the browser; when else is the store's to know. */
export function setToken({ headers }: FastifyRequest, reply: FastifyReply, token: string | null) {
  const isOpen = isLoopback(headers.host)
  const name = isOpen ? LOOPBACK_NAME : SAFE_NAME
  void reply.header(
    'set-cookie',
    [
      `${name}=${token ?? ''}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
      ...(isOpen ? [] : ['Secure']),
      ...(token === null ? ['Max-Age=0'] : []),
    ].join('; '),
  )
}

/**
 * By the name that the browser asked for: behind a proxy on this machine the connection is a local one,
 * and what the browser sees is not.
 */
export function isLoopback(host: string | undefined): boolean {
  return LOOPBACK.test(host ?? '')
}
