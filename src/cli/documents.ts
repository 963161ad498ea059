/**
 * The commands `policy` and `search-list`: versions drafted, tried, switched on and shown, through a
 * running server, so that whoever does it has a key with a name in the log.
 *
 * Only `try` asks no server: a list that is still being written need not leave the machine.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { parseSearchList, trySearchList } from '../guard/search/index.ts'
import { type DocumentKind } from '../model/document.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { re2Rule } from '../rules/re2-rule.ts'
import { askServer } from './ask-server.ts'
import { type Input, optional, type Outcome, required, type Run } from './command.ts'
import { runningServer } from './running-server.ts'
import { table } from './tty.ts'

interface Head {
  readonly version: number
  readonly name: string
  readonly putBy: string
  readonly putAt: string
}

interface Versions {
  readonly live: number | null
  readonly draft: number | null
  readonly enforced: number | null
  readonly versions: readonly Head[]
}

interface Shadow {
  readonly draft: string | null
  readonly compared: number
  readonly differences: readonly {
    readonly surface: string
    readonly change: string
    readonly count: number
  }[]
}

const USAGE: Readonly<Record<DocumentKind, string>> = {
  policy: '"draft FILE", "switch VERSION --reason TEXT" or "show"',
  'search-list': '"draft FILE", "try FILE QUERIES", "switch VERSION --reason TEXT" or "show"',
}

export function runFor(kind: DocumentKind): Run {
  return async (input) => {
    const [deed, first, second] = input.positionals
    const given = `${deed} ${input.positionals.length - 1}`
    if (kind === 'search-list' && given === 'try 2') return tryList(first, second)
    if (given === 'draft 1') return draft(kind, input, first)
    if (given === 'switch 1') return switchOn(kind, input, first)
    if (given === 'show 0') return show(kind, input)
    throw new UsageError(
      `${kind} expects ${USAGE[kind]}, as in "firebreak ${kind} draft ${kind}.json --workspace W".`,
    )
  }
}

async function draft(kind: DocumentKind, input: Input, path: string): Promise<Outcome> {
  const head = await serverOf(input)<Head>('POST', `/v1/${kind}/drafts`, readText(path))
  const next = kind === 'policy' ? ' See what it would change: firebreak policy show.' : ''
  return {
    json: head,
    text: `Version ${head.version} (${head.name}) is the draft and decides nothing.${next}\n`,
  }
}

const WITHOUT_ONE: Readonly<Record<DocumentKind, string>> = {
  policy: 'the one that comes with Firebreak decides',
  'search-list': 'no query is checked',
}

async function switchOn(kind: DocumentKind, input: Input, asked: string): Promise<Outcome> {
  const version = Number(asked)
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new UsageError(`VERSION is "${asked}"; write a number that "${kind} show" lists.`)
  }
  const body = { version, reason: required(input, 'reason') }
  const state = await serverOf(input)<Omit<Versions, 'versions'>>(
    'POST',
    `/v1/${kind}/switch`,
    body,
  )
  const text =
    state.enforced === version
      ? `Version ${version} decides here; other servers follow within a second.\n`
      : `Version ${version} is switched on, and this server has ${state.enforced ?? 'none'} in force; see its log.\n`
  return { json: state, text, exitCode: state.enforced === version ? 0 : 1 }
}

async function show(kind: DocumentKind, input: Input): Promise<Outcome> {
  const ask = serverOf(input)
  const state = await ask<Versions>('GET', `/v1/${kind}`)
  const shadow =
    kind === 'policy' && state.draft !== null ? await ask<Shadow>('GET', '/v1/policy/shadow') : null
  const rows = state.versions.map(({ version, name, putBy, putAt }) => {
    const counts = version === state.live ? 'live' : version === state.draft ? 'draft' : ''
    return [String(version), name, counts, putAt, putBy]
  })
  const parts = [
    rows.length === 0
      ? `There is no version yet: ${WITHOUT_ONE[kind]}.`
      : table([['version', 'name', '', 'put', 'by'], ...rows]),
  ]
  if (shadow) {
    parts.push(
      `Of ${shadow.compared} decisions here since it is the draft, it would change:`,
      table([
        ['surface', 'change', 'count'],
        ...shadow.differences.map(({ surface, change, count }) => [surface, change, String(count)]),
      ]),
    )
  }
  return { json: { ...state, ...(shadow && { shadow }) }, text: `${parts.join('\n')}\n` }
}

/** Shows queries beside the names of entries, to whoever holds both files, and nothing of the terms. */
function tryList(path: string, queriesPath: string): Outcome {
  let list: unknown
  try {
    list = JSON.parse(readText(path))
  } catch (error) {
    if (error instanceof UsageError) throw error
    // the parser's own message quotes the text, and lists are never shown
    throw new InputError(`${path} is no JSON; write one search list.`)
  }
  const queries = readText(queriesPath).split(/\r?\n/).filter(Boolean)
  const trial = trySearchList({ list: parseSearchList(list), compileRule: re2Rule }, queries)
  const head = `${trial.matched} of ${trial.queries} queries are matched, by ${trial.entries.length === 1 ? '1 entry' : `${trial.entries.length} entries`}.`
  const rows = trial.entries.map(({ entry, match, tier, matched, examples }) => [
    entry,
    match,
    tier,
    String(matched),
    examples[0]?.query ?? '',
  ])
  const text =
    rows.length === 0
      ? head
      : `${head}\n${table([['entry', 'match', 'tier', 'queries', 'first'], ...rows])}`
  return { json: trial, text: `${text}\n` }
}

function serverOf(input: Input) {
  const workspace = required(input, 'workspace')
  const key = optional(input, 'key') ?? process.env['FIREBREAK_KEY'] ?? null
  if (key === null) throw new UsageError('A key is needed; add --key KEY or set FIREBREAK_KEY.')
  const url = runningServer(workspace)
  if (url === null) {
    throw new UsageError(
      `No server of ${workspace} runs here; start it with "firebreak serve --workspace ${workspace}".`,
    )
  }
  return <Answer>(method: 'GET' | 'POST', path: string, body?: object | string) =>
    askServer<Answer>(url, key, method, path, body)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === null) throw error
    throw new UsageError(`${path} cannot be read (${code}); name a file that is there.`, {
      cause: error,
    })
  }
}
