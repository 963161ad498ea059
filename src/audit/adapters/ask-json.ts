/**
 * One question over HTTP and its JSON answer: in bounded time, of bounded size, from the host that
 * was asked, tried again when that may help.
 *
 * @module
 */
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { setTimeout } from 'node:timers/promises'
import { ExpectedError, InputError } from '../../model/errors.ts'
import { checkAddress, guardedLookup } from './allowed-host.ts'

/** The recommender under test did not answer, or not what its contract says. */
export class RecommenderError extends ExpectedError {
  override name = 'RecommenderError'
  readonly code = 'recommender'
  readonly exitCode = 2
}

export interface Patience {
  readonly timeoutMillis: number
  /** Further tries after the first. */
  readonly retries: number
  /** Before the second try; twice as much before each later one. */
  readonly backoffMillis: number
}

export const PATIENCE: Patience = { timeoutMillis: 10_000, retries: 3, backoffMillis: 200 }

export interface JsonAsker {
  /** @throws {RecommenderError} when no try brought an answer. */
  readonly ask: (url: URL, body: object | null, headers?: object) => Promise<unknown>
  readonly close: () => void
}

const MOST_ANSWER_BYTES = 4 << 20

export function jsonAsker(
  allowedHosts: readonly string[],
  mostAtOnce: number,
  patience: Patience = PATIENCE,
): JsonAsker {
  const options = {
    keepAlive: true,
    maxSockets: mostAtOnce,
    lookup: guardedLookup(allowedHosts),
  }
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) }

  const askOnce = (url: URL, body: string | null, headers: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const isSecure = url.protocol === 'https:'
      const asked = (isSecure ? httpsRequest : httpRequest)(
        url,
        {
          method: body === null ? 'GET' : 'POST',
          agent: isSecure ? agents.https : agents.http,
          signal: AbortSignal.timeout(patience.timeoutMillis),
          headers: {
            accept: 'application/json',
            ...(body === null
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (answer) => {
          readJson(url, answer).then(resolve, reject)
        },
      )
      asked.on('error', reject)
      asked.end(body ?? undefined)
    })

  return {
    async ask(url, body, headers = {}) {
      checkAddress(url, allowedHosts)
      const text = body === null ? null : JSON.stringify(body)
      for (let tries = 0; ; tries++) {
        try {
          return await askOnce(url, text, headers)
        } catch (error) {
          if (error instanceof ExpectedError && !(error instanceof PassingFault)) throw error
          if (tries === patience.retries) {
            const why = error instanceof Error ? error.message : String(error)
            throw new RecommenderError(
              `${url.origin}${url.pathname} did not answer after ${tries + 1} tries (${why}); see whether the recommender is up, then run the same command again: what was answered is kept.`,
              { cause: error },
            )
          }
          await setTimeout(patience.backoffMillis * 2 ** tries)
        }
      }
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

/** Another try may go better. */
class PassingFault extends RecommenderError {}

async function readJson(url: URL, answer: IncomingMessage): Promise<unknown> {
  const status = answer.statusCode ?? 0
  const where = `${url.origin}${url.pathname}`
  if (status !== 200) {
    answer.resume()
    const fault = `${where} answered with status ${status}`
    if (status === 429 || status >= 500) throw new PassingFault(`${fault}.`)
    if (status >= 300 && status < 400) {
      throw new RecommenderError(`${fault}; a redirect is not followed, name the place itself.`)
    }
    throw new RecommenderError(`${fault}; it has to be 200, see docs/recommender-contract.md.`)
  }
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer) {
    const buffer = Buffer.from(part)
    bytes += buffer.length
    if (bytes > MOST_ANSWER_BYTES) {
      answer.destroy()
      throw new RecommenderError(
        `${where} answers with more than ${MOST_ANSWER_BYTES} bytes; a list of ids is shorter.`,
      )
    }
    parts.push(buffer)
  }
  const text = Buffer.concat(parts).toString('utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RecommenderError(`${where} does not answer with JSON.`, { cause })
  }
}

/** @throws {InputError} if it is no address of HTTP. */
export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && !url.username) return url
  throw new InputError(`"${text}" is no http or https address without a password in it.`)
}
