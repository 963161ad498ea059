/**
 * Asking a server over HTTP, with what every other process has: `fetch`. Each question ends by itself,
 * and each failure is one sentence.
 *
 * @module
 */
import { ExpectedError, InputError } from '../../model/errors.ts'
import { shown } from '../../model/parse.ts'
import { type Changes, objectIn, parseChanges } from './changes.ts'

/** The server cannot be followed now. `code` is the server's own where it answered. */
export class FollowError extends ExpectedError {
  override name = 'FollowError'
  readonly code: string
  readonly exitCode = 1

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export interface ServerAddress {
  /** As `firebreak serve` says it: `http://127.0.0.1:8420`. */
  readonly url: string
  /** Of the role `guard`. */
  readonly key: string
}

export interface AskedServer {
  /** @throws {FollowError} */
  readonly changes: (has: {
    readonly after: number
    readonly state: string
    readonly waitSeconds: number
  }) => Promise<Changes>
  /** The lines of the snapshot, as many at a time as have come. @throws {FollowError} */
  readonly snapshot: () => AsyncGenerator<readonly unknown[]>
  /** @throws {FollowError} */
  readonly brakeMembers: (id: string) => Promise<ReadonlySet<string>>
  /** Give up whatever is asked now, and later. */
  readonly stop: () => void
}

/** A line is an account and its standing, however it is escaped. */
const MOST_LINE_CHARACTERS = 4096
/** 5,000 standings of the longest ids, brakes and a policy are a few megabytes. */
const MOST_ANSWER_CHARACTERS = 1 << 26

/** @param patienceMillis between two parts of an answer. @throws {InputError} if it is no address. */
export function askServer({ url, key }: ServerAddress, patienceMillis: number): AskedServer {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new InputError(`url is ${shown(url)}; write the http address of a Firebreak server.`)
  }
  if (typeof key !== 'string' || !/^[\w-]{1,128}$/.test(key)) {
    throw new InputError('key is no key; make one with "firebreak key create --role guard".')
  }
  const where = url.replace(/\/+$/, '')
  const stopping = new AbortController()

  async function* answerTo(path: string, waitMillis: number): AsyncGenerator<string> {
    const late = new AbortController()
    let timer = setTimeout(() => late.abort(), waitMillis + patienceMillis)
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => late.abort(), patienceMillis)
    }
    try {
      const response = await fetch(where + path, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.any([late.signal, stopping.signal]),
        redirect: 'error',
      })
      if (response.status !== 200) throw await refused(response)
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      const reader = response.body!.getReader()
      try {
        for (;;) {
          later()
          const { done, value } = await reader.read()
          if (done) break
          clearTimeout(timer)
          yield decoder.decode(value, { stream: true })
        }
        yield decoder.decode()
      } finally {
        await reader.cancel().catch(() => {})
      }
    } catch (cause) {
      if (cause instanceof ExpectedError) throw cause
      const why = late.signal.aborted ? 'it does not answer' : reasonOf(cause)
      throw new FollowError('unreachable', `The server at ${where} cannot be reached: ${why}.`, {
        cause,
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async function refused(response: Response): Promise<FollowError> {
    const { status } = response
    const text = (await response.text()).slice(0, 10_000)
    const { code, message } = errorIn(text)
    if (status === 401 || status === 403) {
      return new FollowError(code, `The server at ${where} refuses the key: ${message}`)
    }
    return new FollowError(code, `The server at ${where} answers ${status}: ${message}`)
  }

  async function* linesOf(path: string): AsyncGenerator<readonly unknown[]> {
    let rest = ''
    for await (const text of answerTo(path, 0)) {
      const lines = (rest + text).split('\n')
      rest = lines.pop()!
      if (rest.length > MOST_LINE_CHARACTERS) throw strange('a line without an end')
      yield lines.map((line) => parse(line))
    }
    if (rest !== '') throw cut()
  }

  function parse(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      // what it says stays here: it may be an account
      throw strange('something else than JSON')
    }
  }

  const strange = (what: string) =>
    new FollowError('strange', `The server at ${where} answers ${what}; is it a Firebreak server?`)
  const cut = () => new FollowError('cut', `The answer of the server at ${where} was cut off.`)

  return Object.freeze<AskedServer>({
    async changes({ after, state, waitSeconds }) {
      const path = `/v1/guard/changes?after=${after}&state=${encodeURIComponent(state)}&wait=${waitSeconds}`
      let text = ''
      for await (const part of answerTo(path, waitSeconds * 1000)) {
        text += part
        if (text.length > MOST_ANSWER_CHARACTERS) throw strange('more than changes ever are')
      }
      return parseChanges(parse(text))
    },

    snapshot: () => linesOf('/v1/guard/snapshot'),

    async brakeMembers(id) {
      const members = new Set<string>()
      let count: unknown = null
      for await (const lines of linesOf(`/v1/guard/brakes/${encodeURIComponent(id)}/members`)) {
        for (const line of lines) {
          if (typeof line === 'string') members.add(line)
          else count = objectIn(line, 'members')['members']
        }
      }
      if (count !== members.size) throw cut()
      return members
    },

    stop: () => stopping.abort(),
  })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason is known'
  const { cause } = error
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : error.message
}

/** The error of a Firebreak server, or what can be said of another. */
function errorIn(text: string): { code: string; message: string } {
  try {
    const { error } = objectIn(JSON.parse(text), 'answer')
    const { code, message } = objectIn(error, 'error')
    if (typeof code === 'string' && typeof message === 'string') return { code, message }
  } catch {
    // no answer of ours
  }
  return { code: 'strange', message: 'is it a Firebreak server?' }
}
