/**
 * The documents that an operator may put into a workspace: `policy.json` and `search-list.json`. They are
 * the first versions; once the store has versions, those count and not the files.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Document } from '../casework/documents.ts'
import { createSearchGuard, parseSearchList, type SearchList } from '../guard/search/index.ts'
import { type DocumentKind } from '../model/document.ts'
import { InputError } from '../model/errors.ts'
import { parsePolicy } from '../model/parse-policy.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { re2Rule } from '../rules/re2-rule.ts'

/**
 * The first versions that a workspace brings: what lies in it as `policy.json` and `search-list.json`.
 *
 * @throws {InputError} with the place in the file; nothing of the terms of a list.
 */
export function loadDocuments(
  workspace: string,
): readonly (Document & { readonly file: string })[] {
  const documents = FILES.map(([kind, file, parse]) => {
    const parsed = loadDocument(join(workspace, file), parse)
    return parsed && { kind, file, name: parsed.version, body: JSON.stringify(parsed) }
  })
  return documents.filter((document) => document !== null)
}

const FILES: readonly (readonly [
  kind: DocumentKind,
  file: string,
  parse: (value: unknown) => { readonly version: string },
])[] = [
  ['policy', 'policy.json', parsePolicy],
  ['search-list', 'search-list.json', parseUsableList],
]

function parseUsableList(value: unknown): SearchList {
  const list = parseSearchList(value)
  // a rule that does not compile is found here, and not when everybody waits for the server
  createSearchGuard({ list, compileRule: re2Rule })
  return list
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
