import { readFileSync, statSync } from 'node:fs'
import { type SignedReport } from '../casework/signed-report.ts'
import { InputError } from '../model/errors.ts'
import { readObject, readText } from '../model/parse.ts'
import { type Json } from '../util/canonical-json.ts'

const MOST_BYTES = 64 << 20

/** @throws {InputError} if the file is no signed report. */
export function readSignedReport(file: string): SignedReport {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size > MOST_BYTES) {
    throw new InputError(
      `${file} is no file of at most ${MOST_BYTES} bytes; name the JSON that stands beside a report.`,
    )
  }
  let value: Json
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new InputError(`${file} is no JSON; name the one that stands beside a report.`, { cause })
  }
  const spec = readObject(value, file, ['report', 'signer', 'signature'])
  const isList = Array.isArray(value)
  const report =
    typeof value === 'object' && value !== null && !isList ? jsonAt(value, 'report') : null
  return {
    report,
    signer: readText(spec.signer, `${file}: signer`, 128),
    signature: readText(spec.signature, `${file}: signature`, 256),
  }
}

function jsonAt(value: object, key: string): Json {
  const found: [string, Json][] = Object.entries(value)
  return found.find(([name]) => name === key)?.[1] ?? null
}
