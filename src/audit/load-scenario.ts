import { readFileSync, statSync } from 'node:fs'
import { InputError, UsageError } from '../model/errors.ts'
import { parseScenario, type Scenario, scenarios } from './scenario.ts'

const MOST_FILE_BYTES = 1 << 20

/**
 * The scenario of that name, or the one described in that JSON file.
 *
 * @throws {UsageError} if it is neither a name nor a file.
 * @throws {InputError} if the file does not describe a scenario.
 */
export function loadScenario(nameOrFile: string): Scenario {
  const known = scenarios.find(({ name }) => name === nameOrFile)
  if (known) return known
  const stats = statSync(nameOrFile, { throwIfNoEntry: false })
  if (!stats?.isFile()) {
    const names = scenarios.map(({ name }) => name).join(' or ')
    throw new UsageError(
      `"${nameOrFile}" is no scenario and no file; write ${names}, or the path of a JSON file.`,
    )
  }
  if (stats.size > MOST_FILE_BYTES) {
    throw new InputError(
      `${nameOrFile} has ${stats.size} bytes; a scenario has at most ${MOST_FILE_BYTES}.`,
    )
  }
  return parseScenarioText(readFileSync(nameOrFile, 'utf8'), nameOrFile)
}

/** @param file what an error calls it. */
export function parseScenarioText(text: string, file: string): Scenario {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InputError(`${file} is not JSON (${String(cause)}); write one JSON object.`, {
      cause,
    })
  }
  try {
    return parseScenario(value)
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause
    throw new InputError(`${file}: ${cause.message}`, { cause })
  }
}
