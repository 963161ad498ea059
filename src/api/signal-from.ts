/**
 * A signal as it is sent, into its type.
 *
 * @module
 */
import { readId } from '../model/account-id.ts'
import { InputError } from '../model/errors.ts'
import { readObject, readOneOf, readPlainText, shown } from '../model/parse.ts'
import { type Signal, SIGNAL_KINDS, SIGNAL_POLARITIES } from '../model/signal.ts'

const KEYS = [
  'account',
  'tag',
  'kind',
  'confidence',
  'polarity',
  'policy',
  'at',
  'reference',
  'reporter',
]
const LONGEST_TEXT = 4096
/** The end of the year 9999. */
const MILLIS_END = 253_402_300_800_000

/** @throws {InputError} with what is wrong. */
export function signalFrom(value: unknown): Signal {
  const spec = readObject(value, 'signal', KEYS)
  const text = (name: 'policy' | 'reference') =>
    spec[name] == null ? null : readPlainText(spec[name], `signal.${name}`, LONGEST_TEXT)
  return {
    subject: subjectOf(spec.account, spec.tag),
    kind: readOneOf(spec.kind, 'signal.kind', SIGNAL_KINDS),
    confidence: confidenceOf(spec.confidence ?? 1),
    polarity: readOneOf(spec.polarity ?? 'harmful', 'signal.polarity', SIGNAL_POLARITIES),
    policy: text('policy'),
    atMillis: spec.at == null ? null : millisOf(spec.at),
    reference: text('reference'),
    ...(spec.reporter != null && { reporter: readId(spec.reporter, 'signal.reporter') }),
  }
}

function subjectOf(account: unknown, tag: unknown): Signal['subject'] {
  if ((account == null) === (tag == null)) {
    throw new InputError(
      `signal names ${tag == null ? 'neither' : 'both'}; name an account or a tag.`,
    )
  }
  return tag == null
    ? { account: readId(account, 'signal.account') }
    : { tag: readId(tag, 'signal.tag') }
}

function confidenceOf(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new InputError(`signal.confidence is ${shown(value)}; write a number 0 to 1.`)
}

function millisOf(value: unknown): number {
  const millis =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value
  if (typeof millis === 'number' && Math.abs(millis) < MILLIS_END) return millis
  throw new InputError(`signal.at is ${shown(value)}; write ISO 8601 or milliseconds since 1970.`)
}
