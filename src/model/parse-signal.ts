/**
 * A signal as it was stored, back into its type.
 *
 * @module
 */
import { LONGEST_ID_BYTES } from './account-id.ts'
import { InputError } from './errors.ts'
import { readObject, readOneOf, readText, shown } from './parse.ts'
import { type Signal, SIGNAL_KINDS, SIGNAL_POLARITIES } from './signal.ts'

/** Policies and references are free text. */
const LONGEST_TEXT = 4096
const KEYS = [
  'subject',
  'kind',
  'confidence',
  'polarity',
  'policy',
  'atMillis',
  'reference',
  'reporter',
]

/** @throws {InputError} if a key is missing or unknown, or a value is not of its kind. */
export function parseSignal(value: unknown, where = 'signal'): Signal {
  const spec = readObject(value, where, KEYS)
  return {
    subject: parseSubject(spec.subject, `${where}.subject`),
    kind: readOneOf(spec.kind, `${where}.kind`, SIGNAL_KINDS),
    confidence: readNumber(spec.confidence, `${where}.confidence`, 0, 1),
    polarity: readOneOf(spec.polarity, `${where}.polarity`, SIGNAL_POLARITIES),
    policy: orNull(spec.policy, (text) => readText(text, `${where}.policy`, LONGEST_TEXT)),
    atMillis: orNull(spec.atMillis, (at) => readNumber(at, `${where}.atMillis`, -8.64e15, 8.64e15)),
    reference: orNull(spec.reference, (text) => readText(text, `${where}.reference`, LONGEST_TEXT)),
    ...(spec.reporter !== undefined && {
      reporter: readText(spec.reporter, `${where}.reporter`, LONGEST_ID_BYTES),
    }),
  }
}

function parseSubject(value: unknown, where: string): Signal['subject'] {
  const { account, tag } = readObject(value, where, ['account', 'tag'])
  if ((account === undefined) === (tag === undefined)) {
    throw new InputError(
      `${where} names ${tag === undefined ? 'neither' : 'both'}; name an account or a tag.`,
    )
  }
  return tag === undefined
    ? { account: readText(account, `${where}.account`, LONGEST_ID_BYTES) }
    : { tag: readText(tag, `${where}.tag`, LONGEST_ID_BYTES) }
}

function readNumber(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw new InputError(`${where} is ${shown(value)}; write a number ${least} to ${most}.`)
  }
  return value
}

function orNull<Value>(value: unknown, read: (value: unknown) => Value): Value | null {
  return value === null ? null : read(value)
}
