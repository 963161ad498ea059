import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'

/** Makes the directory if need be. @throws {InputError} if the file cannot be written. */
export function writeTextFile(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (cause) {
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new InputError(`${path} cannot be written (${code}); choose another place.`, { cause })
  }
}
