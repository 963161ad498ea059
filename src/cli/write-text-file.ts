import { closeSync, fchmodSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'

/** Makes the directory if need be. @throws {InputError} if the file cannot be written. */
export function writeTextFile(path: string, text: string): void {
  writeFileParts(path, [text])
}

/**
 * What is too long to be held at once, part by part. Makes the directory if need be.
 *
 * @param isPrivate for its owner only: what lists accounts is.
 * @throws {InputError} if the file cannot be written; the parts before are then in it.
 */
export function writeFileParts(
  path: string,
  parts: Iterable<string | Uint8Array>,
  { isPrivate = false } = {},
): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const file = openSync(path, 'w', isPrivate ? 0o600 : 0o666)
    try {
      // whatever stood there before may have been open to others
      if (isPrivate) fchmodSync(file, 0o600)
      // of a file that is open, this writes on where it stands
      for (const part of parts) writeFileSync(file, part)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new InputError(`${path} cannot be written (${code}); choose another place.`, { cause })
  }
}
