/**
 * The one way to the service: JSON there and back, the token against forged requests on whatever
 * changes something, and each refusal as the sentence that the service gave.
 *
 * @module
 */

/** A refusal; `message` is a sentence for the person. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const isSignedOut = (error: unknown) => error instanceof ApiFault && error.status === 401

/** Whoever has touched nothing for so long is told to be away: what asks by itself keeps no session open. */
const AWAY_MILLIS = 60_000
let touchedAtMillis = performance.now()
for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
  window.addEventListener(event, () => (touchedAtMillis = performance.now()), { passive: true })
}

let csrfToken: string | null = null

/** The token of the session, to be sent with what changes something. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token
}

export function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return ask<Answer>('GET', path, undefined, signal)
}

export function post<Answer>(path: string, body: object): Promise<Answer> {
  return ask<Answer>('POST', path, body)
}

export function remove<Answer>(path: string): Promise<Answer> {
  return ask<Answer>('DELETE', path)
}

async function ask<Answer>(
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(performance.now() - touchedAtMillis > AWAY_MILLIS && { 'x-idle': '1' }),
      ...(body && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && csrfToken !== null && { 'x-csrf-token': csrfToken }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiFault(0, 'unreachable', 'The server cannot be reached; try again in a moment.')
  })
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  // what comes back is what the service's own schema lets out
  if (response.ok) return answer as Answer // eslint-disable-line typescript/no-unsafe-type-assertion
  throw faultOf(response.status, answer)
}

function faultOf(status: number, answer: unknown): ApiFault {
  const { error }: { error?: unknown } = Object(answer)
  const { code = 'unknown', message }: { code?: unknown; message?: unknown } = Object(error)
  return new ApiFault(
    status,
    String(code),
    typeof message === 'string' ? message : `The server answered ${status}; try again in a moment.`,
  )
}
