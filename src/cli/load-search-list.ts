/**
 * The operator's own list of terms: `search-list.json` in the workspace.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Searching } from '../guard/braked-search.ts'
import { createSearchGuard, parseSearchList } from '../guard/search/index.ts'
import { InputError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { re2Rule } from '../rules/re2-rule.ts'

/**
 * Null where there is no list.
 *
 * @throws {InputError} with the place in the list; nothing of its terms.
 */
export function loadSearchList(workspace: string): Searching | null {
  const path = join(workspace, 'search-list.json')
  const text = readList(path)
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // the parser's own message quotes the text, and lists are never shown
    throw new InputError(`${path} is no JSON; write one object with version, entries, resources.`)
  }
  const list = parseSearchList(value)
  return { list, guard: createSearchGuard({ list, compileRule: re2Rule }) }
}

function readList(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT') return null
    if (code === null) throw error
    throw new InputError(`${path} cannot be read (${code}); check who may read it.`, {
      cause: error,
    })
  }
}
