/**
 * Answers the filter before the framework sees it. It is asked thousands of times a second, and to route, wrap,
 * hook and serialise each costs more of a server's time than the guard takes to decide.
 *
 * Only what is plain is answered here: the one path, a body of known length in one of two types, a key that
 * opens it and may ask once more. Of anything else not a byte is read: it goes on to the framework, which
 * knows how each is refused, and a faulty body is refused in its words. So a request is answered alike on
 * either way.
 *
 * @module
 */
import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { type Access } from './access.ts'
import { toPublic } from './api-error.ts'
import { type App } from './app.ts'
import { createFilterAnswers } from './filter-answers.ts'
import { NUMERIC_TYPE } from './numeric-body.ts'
import { type Service } from './service.ts'

export const FILTER_URL = '/v1/recommendations/filter'
export const FILTER_OPERATION = 'filterRecommendations'
export const FILTER_ACCESS = { roles: ['guard', 'admin'], perSecond: 50_000 } as const
export const MOST_BODY_BYTES = 4 << 20

export function answerFiltersFirst(app: App, service: Service, access: Access): void {
  const answers = createFilterAnswers(service)
  const inFull = app.server.listeners('request') as RequestListener[] // eslint-disable-line typescript/no-unsafe-type-assertion
  let stopping = false
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })

  function answer(type: string, bytes: Buffer, response: ServerResponse): void {
    if (type === NUMERIC_TYPE) {
      // as a text, which Node writes together with the head; bytes it would hand on one by one
      end(response, 200, NUMERIC_TYPE, answers.numeric(bytes).toString('latin1'), 'latin1')
    } else end(response, 200, JSON_TYPE, answers.json(bytes), 'utf8')
  }

  function refuse(error: unknown, response: ServerResponse): void {
    const { status, body } = toPublic(error)
    service.metrics.refused(body.error.code)
    if (status >= 500) app.log.error({ err: error, operation: FILTER_URL }, 'not answered')
    end(response, status, JSON_TYPE, JSON.stringify(body), 'utf8')
  }

  function answerQuickly(request: IncomingMessage, response: ServerResponse): void {
    const startMillis = performance.now()
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      try {
        const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts)
        answer(request.headers['content-type']!, bytes, response)
      } catch (error) {
        refuse(error, response)
      }
      const seconds = (performance.now() - startMillis) / 1000
      service.metrics.answered(FILTER_OPERATION, response.statusCode, seconds)
    })
  }

  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    const { authorization = '' } = request.headers
    if (!stopping && isPlain(request) && access.admits(authorization, FILTER_URL, FILTER_ACCESS)) {
      answerQuickly(request, response)
    } else for (const listener of inFull) listener(request, response)
  })
}

const JSON_TYPE = 'application/json; charset=utf-8'

function isPlain({ method, url, headers }: IncomingMessage): boolean {
  if (url !== FILTER_URL || method !== 'POST') return false
  const type = headers['content-type']
  if (type !== NUMERIC_TYPE && type !== 'application/json') return false
  const length = Number(headers['content-length'])
  return length > 0 && length <= MOST_BODY_BYTES
}

function end(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  encoding: 'latin1' | 'utf8',
): void {
  const length = encoding === 'latin1' ? text.length : Buffer.byteLength(text)
  response.writeHead(status, { 'content-type': type, 'content-length': length })
  response.end(text, encoding)
}
