/**
 * A brake is a hold: while it is live, what it is about is shown to nobody. One person pulls it, two
 * release it, and it has an end, so that a forgotten one does not become a rule that nobody made.
 *
 * @module
 */
import { InputError } from './errors.ts'
import { BRAKE_RELEASERS, type KeyRole } from './key-role.ts'
import { readObject, readOneOf, readPlainText, readWhole, shown } from './parse.ts'
import { type Surface, SURFACES } from './surface.ts'

export type BrakeScope =
  | { readonly all: true }
  | { readonly surface: Surface }
  | { readonly region: string }
  | { readonly network: string }
  | { readonly tag: string }

/** A week: longer than any emergency, and a person can pull it again. */
export const MOST_BRAKE_MINUTES = 7 * 24 * 60
const MOST_REASON_CHARACTERS = 1000
const MOST_NAME_CHARACTERS = 256

export interface Brake {
  readonly id: string
  readonly scope: BrakeScope
  readonly reason: string
  readonly pulledBy: string
  readonly pulledAtMillis: number
  readonly endsAtMillis: number
  /** How many accounts a brake on a network holds: its members when it was pulled. Null for other scopes. */
  readonly heldAccounts: number | null
  /** The keys that have asked for its release, in the order in which they did. */
  readonly releaseAskedBy: readonly string[]
  /** Null until two people have released it. */
  readonly releasedAtMillis: number | null
  /** When it was noted that its end had come: no clock that is set back then revives it. */
  readonly endedAtMillis: number | null
}

/** What a person fills in. */
export type BrakePull = Pick<Brake, 'scope' | 'reason'> & { readonly minutes: number }

/** @throws {InputError} with the place of what is wrong. */
export function parseBrakePull(value: unknown): BrakePull {
  const spec = readObject(value, 'brake', ['scope', 'reason', 'minutes'])
  return {
    scope: parseScope(spec.scope),
    reason: readPlainText(spec.reason, 'brake.reason', MOST_REASON_CHARACTERS),
    minutes: readWhole(spec.minutes, 'brake.minutes', 1, MOST_BRAKE_MINUTES),
  }
}

/** @throws {InputError} if it does not name exactly one thing. */
export function parseScope(value: unknown): BrakeScope {
  const where = 'brake.scope'
  const spec = readObject(value, where, ['all', 'surface', 'region', 'network', 'tag'])
  const [kind, ...others] = Object.keys(spec)
  if (kind === undefined || others.length > 0) {
    throw new InputError(
      `${where} names ${kind === undefined ? 'nothing' : 'several things'}; name one: all, surface, region, network or tag.`,
    )
  }
  const name = () => readPlainText(spec[kind], `${where}.${kind}`, MOST_NAME_CHARACTERS)
  if (kind === 'surface') return { surface: readOneOf(spec[kind], `${where}.surface`, SURFACES) }
  if (kind === 'region') return { region: name() }
  if (kind === 'network') return { network: name() }
  if (kind === 'tag') return { tag: name() }
  if (spec.all === true) return { all: true }
  throw new InputError(`${where}.all is ${shown(spec.all)}; write true.`)
}

/** Whether it holds now. */
export function isLive(brake: Brake, nowMillis: number): boolean {
  if (brake.releasedAtMillis !== null || brake.endedAtMillis !== null) return false
  return nowMillis < brake.endsAtMillis
}

/**
 * The brake after the key `by` has asked for its release. It is released when another key asked
 * before and this one is a lead's or an admin's; until then it stays as it was but for the name of who
 * asked. Asking twice is asking once. That `by` is not another key of somebody who asked before is the
 * caller's to see to.
 */
export function askForRelease(
  brake: Brake,
  by: { readonly id: string; readonly role: KeyRole },
  nowMillis: number,
): Brake {
  if (!isLive(brake, nowMillis)) return brake
  const { releaseAskedBy } = brake
  const another = releaseAskedBy.some((id) => id !== by.id)
  return Object.freeze({
    ...brake,
    releaseAskedBy: releaseAskedBy.includes(by.id) ? releaseAskedBy : [...releaseAskedBy, by.id],
    releasedAtMillis: another && BRAKE_RELEASERS.includes(by.role) ? nowMillis : null,
  })
}
