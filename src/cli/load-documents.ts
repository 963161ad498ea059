/**
 * The documents that an operator may put into a workspace: `policy.json` and `search-list.json`.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Searching } from '../guard/braked-search.ts'
import { createSearchGuard, parseSearchList } from '../guard/search/index.ts'
import { InputError } from '../model/errors.ts'
import { parsePolicy } from '../model/parse-policy.ts'
import { type Policy } from '../model/policy.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { re2Rule } from '../rules/re2-rule.ts'

/** Null where there is none. @throws {InputError} with the place in it. */
export function loadPolicy(workspace: string): Policy | null {
  return loadDocument(join(workspace, 'policy.json'), parsePolicy)
}

/** Null where there is none. @throws {InputError} with the place in it; nothing of its terms. */
export function loadSearchList(workspace: string): Searching | null {
  return loadDocument(join(workspace, 'search-list.json'), (value) => {
    const list = parseSearchList(value)
    return { list, guard: createSearchGuard({ list, compileRule: re2Rule }) }
  })
}

function loadDocument<Parsed>(path: string, parse: (value: unknown) => Parsed): Parsed | null {
  const text = readDocument(path)
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // the parser's own message quotes the text, and search lists are never shown
    throw new InputError(`${path} is no JSON; write one object.`)
  }
  try {
    return parse(value)
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause
    throw new InputError(`${path}: ${cause.message}`, { cause })
  }
}

function readDocument(path: string): string | null {
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
