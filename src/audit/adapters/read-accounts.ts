import { shown } from '../../model/parse.ts'
import { RecommenderError } from './ask-json.ts'

const MOST_ID_BYTES = 256

/**
 * A list of account ids in an answer, each kept once, at most `count`.
 *
 * @throws {RecommenderError} if it is something else.
 */
export function readAccounts(list: unknown, count: number, where: string): string[] {
  if (!Array.isArray(list)) {
    throw new RecommenderError(`${where} is ${shown(list)}; answer with a list of account ids.`)
  }
  const ids = new Set<string>()
  for (const id of list) {
    if (ids.size === count) break
    if (typeof id !== 'string' || id === '' || Buffer.byteLength(id) > MOST_ID_BYTES) {
      throw new RecommenderError(
        `${where} holds ${shown(id)}; an account id is a text of 1 to ${MOST_ID_BYTES} bytes.`,
      )
    }
    ids.add(id)
  }
  return [...ids]
}
