import { readFileSync, statSync } from 'node:fs'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { InputError, UsageError } from '../model/errors.ts'
import { parseScenario, type Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

const MOST_FILE_BYTES = 1 << 20

/**
 * The scenario of that name, or the one described in that YAML or JSON file.
 *
 * @throws {UsageError} if it is neither a name nor a file.
 * @throws {InputError} if the file does not describe a scenario.
 */
export function loadScenario(nameOrFile: string): Scenario {
  const known = scenarios.find(({ name }) => name === nameOrFile)
  if (known) return known
  const stats = statSync(nameOrFile, { throwIfNoEntry: false })
  if (!stats?.isFile()) {
    const names = scenarios.map(({ name }) => name).join(', ')
    throw new UsageError(
      `"${nameOrFile}" is no scenario and no file; write one of ${names}, or the path of a YAML or JSON file.`,
    )
  }
  if (stats.size > MOST_FILE_BYTES) {
    throw new InputError(
      `${nameOrFile} has ${stats.size} bytes; a scenario has at most ${MOST_FILE_BYTES}.`,
    )
  }
  return parseScenarioText(readFileSync(nameOrFile, 'utf8'), nameOrFile)
}

/**
 * @param text YAML, of which JSON is a part.
 * @param file what an error calls it; the line of the fault follows.
 * @throws {InputError} if it does not describe a scenario.
 */
export function parseScenarioText(text: string, file: string): Scenario {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [fault] = document.errors
  if (fault) {
    const { line } = lines.linePos(fault.pos[0])
    throw new InputError(
      `${file}:${line}: the file is not YAML (${fault.message}); mend that line.`,
      {
        cause: fault,
      },
    )
  }
  try {
    // a scenario repeats nothing, and aliases of aliases can grow without end
    return parseScenario(document.toJS({ maxAliasCount: 0 }))
  } catch (cause) {
    if (cause instanceof ReferenceError) {
      throw new InputError(
        `${file}: the file has aliases ("*name"); write out what they stand for.`,
        {
          cause,
        },
      )
    }
    if (!(cause instanceof InputError)) throw cause
    throw new InputError(`${file}:${lineOf(document, lines, cause.message)}: ${cause.message}`, {
      cause,
    })
  }
}

/** Where what a message names at its beginning stands, as far as it is there. */
function lineOf(document: Document, lines: LineCounter, message: string): number {
  const [place = ''] = /^scenario[\w.[\]-]*/.exec(message) ?? []
  const path = [...place.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(([, key, at]) => key ?? Number(at))
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
