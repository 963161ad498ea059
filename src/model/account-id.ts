import { InputError } from './errors.ts'
import { readPlainText, shown } from './parse.ts'

/** Ids of accounts, tags and items are opaque: 1 to this many bytes of UTF-8, taken as they are. */
export const LONGEST_ID_BYTES = 256

const encoder = new TextEncoder()

/** @throws {InputError} if it is no id. */
export function readId(value: unknown, where: string): string {
  const id = readPlainText(value, where, LONGEST_ID_BYTES)
  if (encoder.encode(id).length <= LONGEST_ID_BYTES) return id
  throw new InputError(`${where} is ${shown(id)}; write 1 to ${LONGEST_ID_BYTES} bytes of UTF-8.`)
}
