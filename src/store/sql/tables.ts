/**
 * The tables, in types that every adapter has: text, whole numbers and null. A time is milliseconds
 * since 1970; what has a shape of its own is canonical JSON in a text.
 *
 * @module
 */
import { type CaseTables } from './case-tables.ts'

export interface Tables extends CaseTables {
  migrations: { number: number; name: string; applied_at_millis: number }
  signals: {
    sequence: number
    identity: string
    digest: string
    /** Null when the signal is on a tag. */
    account: string | null
    kind: string
    polarity: string
    confidence: number
    /** Null when it was not said who sent it. */
    reporter: string | null
    /** 0 for one that goes beyond what its reporter is believed, 1 for another. */
    shields: number
    /** The whole signal, canonical JSON. */
    body: string
    received_at_millis: number
  }
  /** The latest of each account; `standing_changes` has them all. */
  standings: StandingRow
  standing_changes: StandingRow
  brakes: {
    id: string
    scope: string
    reason: string
    pulled_by: string
    pulled_at_millis: number
    ends_at_millis: number
    release_asked_by: string
    /** Null while nobody has released it; one whose end has come is not released either. */
    released_at_millis: number | null
    /** Null until it was noted that its end had come. */
    ended_at_millis: number | null
    /** Null for a brake on something else than a network. */
    held_accounts: number | null
  }
  /** A list of accounts in each part, canonical JSON: a row an account would take seconds to write. */
  brake_members: { brake: string; part: number; accounts: string }
  keys: {
    id: string
    role: string
    hash: string
    created_at_millis: number
    revoked_at_millis: number | null
    person: string | null
    /** 1 for a key that opens cases of child safety, 0 for another. */
    child_safety: number
  }
  people: {
    id: string
    name: string
    role: string
    child_safety: number
    password: string
    /** 1 until the person has chosen a password of their own. */
    must_change_password: number
    created_at_millis: number
    disabled_at_millis: number | null
  }
  sessions: { hash: string; person: string; started_at_millis: number; seen_at_millis: number }
  /** One row: the latest. */
  automation: {
    id: number
    holder: string | null
    held_until_millis: number
    halted_at_millis: number | null
    counted_from_millis: number
    allowance: number | null
  }
  /** How many standings software changed, batch by batch: what the quota is held against. */
  inferred_changes: { at_millis: number; count: number }
  audit_entries: {
    sequence: number
    at_millis: number
    actor: string
    action: string
    subject: string | null
    reason: string | null
    details: string
    previous: string
    hash: string
  }
  checkpoints: { sequence: number; hash: string; signer: string; signature: string }
  /** Policies and search lists, every version of each. */
  documents: {
    kind: string
    version: number
    name: string
    digest: string
    put_by: string
    put_at_millis: number
    body: string
  }
  /** Which of them count; one row a kind. */
  document_states: { kind: string; live: number | null; draft: number | null }
}

export interface StandingRow {
  version: number
  account: string
  standing: number
  set_by: string
  reason: string
  at_millis: number
  expires_at_millis: number | null
}
