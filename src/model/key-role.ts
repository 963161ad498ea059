/**
 * What the holder of an API key may do. A machine has `guard` (asks before it shows or learns) or
 * `ingest` (hands in signals); a person has one of the others.
 *
 * @module
 */
export const KEY_ROLES = ['guard', 'ingest', 'investigator', 'lead', 'auditor', 'admin'] as const
export type KeyRole = (typeof KEY_ROLES)[number]

/** Who may pull a brake: one person alone, because stopping is what can be undone. */
export const BRAKE_PULLERS: readonly KeyRole[] = ['investigator', 'lead', 'admin']

/** Whose word completes a release: going on showing is what cannot be undone. */
export const BRAKE_RELEASERS: readonly KeyRole[] = ['lead', 'admin']

/** Who may change the policy and the search list. */
export const DOCUMENT_WRITERS: readonly KeyRole[] = ['lead', 'admin']

/** Who may see which versions there are and what a draft would change; of a search list not its terms. */
export const DOCUMENT_READERS: readonly KeyRole[] = ['lead', 'auditor', 'admin']

/** Who may read the audit log and have it verified. */
export const LOG_READERS: readonly KeyRole[] = ['lead', 'auditor', 'admin']

/** Who lets the automation go on after it has stopped and asked. */
export const AUTOMATION_RESUMERS: readonly KeyRole[] = ['lead', 'admin']

/** A key as it is kept: never the key itself. */
export interface ApiKey {
  readonly id: string
  readonly role: KeyRole
  /** Whose it is, as `parsePerson` writes it; null for a key that is a person of its own. */
  readonly person: string | null
  /** Whether cases of child safety are open to them, beside what the role allows. */
  readonly childSafety: boolean
  /** SHA-256 of the key, in hexadecimal. */
  readonly hash: string
  readonly createdAtMillis: number
  readonly revokedAtMillis: number | null
}
