/**
 * Every error is answered here, once, whatever threw it and however early.
 *
 * @module
 */
import { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type z } from 'zod'
import { ApiError, toPublic } from './api-error.ts'
import { type Service } from './service.ts'

export function answerErrors(app: FastifyInstance, { metrics }: Service): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = toPublic(
      hasZodFastifySchemaValidationErrors(error) ? faulty(error) : error,
    )
    metrics.refused(body.error.code)
    if (status >= 500)
      request.log.error({ err: error, operation: request.routeOptions.url }, 'not answered')
    if (status === 429) void reply.header('retry-after', '1')
    void reply.status(status).send(body)
  })
}

interface Validated {
  readonly validationContext?: string | undefined
  readonly validation: readonly { readonly instancePath: string; readonly message?: string }[]
}

/** The first thing that is wrong, and where: the rest often follows from it. */
function faulty({ validation, validationContext = 'body' }: Validated): ApiError {
  const [{ instancePath, message = 'faulty' }] = validation
  return faultyAt([validationContext, ...instancePath.split('/').filter(Boolean)], message)
}

/** The same for an operation that reads its body itself. */
export function faultyBody({ issues: [issue] }: z.ZodError): ApiError {
  return faultyAt(['body', ...issue.path], issue.message)
}

function faultyAt(path: readonly PropertyKey[], message: string): ApiError {
  return new ApiError(400, 'bad_input', `${path.map(String).join('.')} is wrong: ${message}.`)
}

/** What reaches neither a route nor its error handler. */
export const answerFaultyRequests: Pick<
  FastifyServerOptions,
  'clientErrorHandler' | 'frameworkErrors'
> = {
  frameworkErrors(_error, _request, reply) {
    const { status, body } = toPublic(new ApiError(400, 'bad_url', 'The path is no path.'))
    reply.raw.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  },

  clientErrorHandler(error, socket) {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const [status, code, message] = CLIENT_ERRORS[error.code ?? ''] ?? [
      '400 Bad Request',
      'bad_http',
      'This is no HTTP request.',
    ]
    const body = JSON.stringify({ error: { code, message } })
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  },
}

const CLIENT_ERRORS: Readonly<
  Record<string, readonly [status: string, code: string, message: string]>
> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'too_slow',
    'The request did not arrive in time; send it faster.',
  ],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'too_large',
    'The headers are too large.',
  ],
}
