import { LONGEST_ID_BYTES } from '../model/account-id.ts'
import { InputError } from '../model/errors.ts'

/** One line of `firebreak live`. */
export type LiveChange =
  | { readonly kind: 'seed' | 'withdraw'; readonly account: string }
  | { readonly kind: 'follow' | 'unfollow'; readonly source: string; readonly target: string }

const SHAPES =
  '{"seed":ID}, {"withdraw":ID}, {"follow":[SOURCE,TARGET]} or {"unfollow":[SOURCE,TARGET]}'

/** @throws {InputError} naming the line. */
export function parseLiveChange(bytes: Uint8Array, line: number): LiveChange {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new InputError(`line ${line} is not JSON; write one of ${SHAPES}.`, { cause })
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [[kind, said] = ['', undefined]] = entries
  if (entries.length === 1) {
    if (kind === 'seed' || kind === 'withdraw') return { kind, account: idOf(said, line) }
    if ((kind === 'follow' || kind === 'unfollow') && Array.isArray(said) && said.length === 2) {
      return { kind, source: idOf(said[0], line), target: idOf(said[1], line) }
    }
  }
  throw new InputError(`line ${line} is no change; write one of ${SHAPES}.`)
}

function idOf(value: unknown, line: number): string {
  if (typeof value === 'string' && value.isWellFormed()) {
    const length = new TextEncoder().encode(value).length
    if (length >= 1 && length <= LONGEST_ID_BYTES) return value
  }
  throw new InputError(
    `line ${line} has an id that is none; an id is a string of 1 to ${LONGEST_ID_BYTES} bytes.`,
  )
}
