/**
 * The people who sign in to the console, and their sessions. Whoever is signed in asks as the holder
 * of a key does, so that no operation knows the difference.
 *
 * @module
 */
import { type ApiKey, type KeyRole } from './key-role.ts'

/** Those of a key that are a person's; a machine has a key and no password. */
export const PERSON_ROLES = ['investigator', 'lead', 'auditor', 'admin'] as const
export type PersonRole = (typeof PERSON_ROLES)[number]

export interface SignedPerson {
  readonly id: string
  /** As `parsePerson` writes it; no two that differ only in their case. */
  readonly name: string
  readonly role: PersonRole
  readonly childSafety: boolean
  /** Hash of the password, with its salt and what it cost; empty where only a provider signs them in. */
  readonly password: string
  /** While it is one that somebody else has given. */
  readonly mustChangePassword: boolean
  readonly createdAtMillis: number
  readonly disabledAtMillis: number | null
}

export interface Session {
  /** SHA-256 of the token, in hexadecimal: who reads the store cannot sign in with it. */
  readonly hash: string
  /** The id of the person. */
  readonly person: string
  readonly startedAtMillis: number
  /** When the person was last seen to do something, to the minute. */
  readonly seenAtMillis: number
}

/** Of a screen that somebody has walked away from. */
export const IDLE_MILLIS = 30 * 60_000
/** A long day: nobody stays signed in over night. */
export const SESSION_MILLIS = 12 * 3_600_000

export function isOpen({ startedAtMillis, seenAtMillis }: Session, nowMillis: number): boolean {
  return nowMillis - seenAtMillis < IDLE_MILLIS && nowMillis - startedAtMillis < SESSION_MILLIS
}

/** The person as operations see whoever asks. */
export function holderOf(person: SignedPerson): ApiKey {
  const { id, name, role, childSafety, createdAtMillis, disabledAtMillis } = person
  const own: { role: KeyRole; hash: string } = { role, hash: '' } // no key opens what a session does
  return {
    id,
    person: name,
    childSafety,
    createdAtMillis,
    revokedAtMillis: disabledAtMillis,
    ...own,
  }
}

export function isNamed({ name }: SignedPerson, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase()
}
