/**
 * What a recommender answered, line by line as it comes, so that an audit that is killed goes on where
 * it was: the same requests have the same names, and what has been answered is not asked again.
 *
 * The file holds lists of accounts. It is for its owner only and is removed when the audit is done.
 *
 * @module
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../model/errors.ts'
import { type SlateRequest, type SurfaceRecommender } from './surface-recommender.ts'

export interface Journal {
  readonly recommender: SurfaceRecommender
  /** How many answers an earlier run had left. */
  readonly found: number
  readonly remove: () => void
  readonly close: () => void
}

/**
 * @param identity everything that the answers hang on; a journal of another audit is refused.
 * @throws {InputError} if the file is the journal of another audit, or none.
 */
export function openJournal(
  path: string,
  identity: string,
  recommender: SurfaceRecommender,
): Journal {
  const answers = new Map<string, readonly string[]>()
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path)) readInto(path, identity, answers)
  const isNew = answers.size === 0
  const file = openSync(path, isNew ? 'w' : 'a', 0o600)
  if (isNew) appendFileSync(file, `${JSON.stringify({ journal: identity })}\n`)
  return {
    found: answers.size,
    recommender: Object.freeze({
      ...recommender,
      async recommend(request: SlateRequest) {
        const known = answers.get(request.key)
        if (known) return known
        const accounts = await recommender.recommend(request)
        // one write of one line: a kill leaves it whole, or cut at the end of the file
        appendFileSync(file, `${JSON.stringify([request.key, accounts])}\n`)
        return accounts
      },
    }),
    close: () => closeSync(file),
    remove: () => rmSync(path, { force: true }),
  }
}

function readInto(path: string, identity: string, answers: Map<string, readonly string[]>): void {
  const text = readFileSync(path, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  // a line that was cut is asked again; it must not run into the next one
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
  if (whole === '') return
  const [head, ...lines] = whole.trimEnd().split('\n')
  if (head !== JSON.stringify({ journal: identity })) {
    throw new InputError(`${path} is the journal of another audit; remove it to begin anew.`)
  }
  for (const line of lines) {
    try {
      const [key, accounts]: [string, string[]] = JSON.parse(line)
      answers.set(key, accounts)
    } catch (cause) {
      throw new InputError(`${path} is damaged; remove it to begin anew.`, { cause })
    }
  }
}
