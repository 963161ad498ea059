/**
 * Whose a key is. A rule that asks for two people is not met by two keys of one of them, so a key may
 * carry a name; one that carries none counts as a person of its own.
 *
 * @module
 */
import { readPlainText } from './parse.ts'

const MOST_NAME_CHARACTERS = 256

export interface Holder {
  /** Of the key. */
  readonly id: string
  readonly person: string | null
}

/**
 * A name as it is kept: compatible forms made one, runs of spaces too.
 *
 * @throws {InputError} if it is no text, or only spaces.
 */
export function parsePerson(value: unknown): string {
  const text = readPlainText(value, 'person', MOST_NAME_CHARACTERS).normalize('NFKC')
  return readPlainText(text.replace(/\s+/g, ' ').trim(), 'person', MOST_NAME_CHARACTERS)
}

/** Whether both keys are one person's. `Ada` and `ada` are one: two people are told apart by more. */
export function isSamePerson(one: Holder, other: Holder): boolean {
  if (one.id === other.id) return true
  if (one.person === null || other.person === null) return false
  return one.person.toLowerCase() === other.person.toLowerCase()
}
