/**
 * What can go wrong on the way in, and what of any fault the other side may know.
 *
 * `code` is the contract, `message` may be reworded. A fault of ours says nothing of itself: what is
 * not expected may carry anything in its message, an account's id included.
 *
 * @module
 */
import { ExpectedError } from '../model/errors.ts'

/** A request that is refused before any use case sees it. */
export class ApiError extends ExpectedError {
  override name = 'ApiError'
  readonly code: string
  readonly status: number
  readonly exitCode = 2

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface PublicError {
  readonly status: number
  readonly body: { readonly error: { readonly code: string; readonly message: string } }
}

/** By the `code` of an expected error. */
const STATUSES: Readonly<Record<string, number>> = {
  bad_input: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  store_unavailable: 503,
}

/** Fastify's own refusals, by their codes, in our words: its own would quote the body. */
const REFUSALS: Readonly<Record<string, readonly [status: number, code: string, message: string]>> =
  {
    FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too_large', 'The body is too large; send less at a time.'],
    FST_ERR_CTP_INVALID_JSON_BODY: [400, 'bad_json', 'The body is no JSON; send one JSON value.'],
    FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'bad_json', 'The body is empty; send one JSON value.'],
    FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
      400,
      'bad_length',
      'The body is not as long as its content-length says.',
    ],
    FST_ERR_CTP_INVALID_MEDIA_TYPE: [
      415,
      'bad_media_type',
      'The body has another content-type; send application/json.',
    ],
  }

export function toPublic(error: unknown): PublicError {
  if (error instanceof ApiError) return answer(error.status, error.code, error.message)
  if (error instanceof ExpectedError) {
    const status = STATUSES[error.code]
    // the message of a store names files of this machine
    if (status === 503) {
      return answer(503, error.code, 'The store cannot be used now; send it again.')
    }
    if (status !== undefined) return answer(status, error.code, error.message)
  }
  const refusal = REFUSALS[codeOf(error)]
  if (refusal) return answer(...refusal)
  const status = statusOf(error)
  if (status >= 400 && status < 500) return answer(status, 'bad_request', 'The request is faulty.')
  return answer(500, 'internal', 'Something went wrong on our side.')
}

function answer(status: number, code: string, message: string): PublicError {
  return { status, body: { error: { code, message } } }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error)) return 500
  return typeof error.statusCode === 'number' ? error.statusCode : 500
}
