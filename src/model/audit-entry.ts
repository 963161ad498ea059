/**
 * The audit log: what was done, by whom, why. Entries are only ever added, each carries the hash of
 * the one before, and checkpoints signed now and then pin the chain down.
 *
 * @module
 */
import { type Json } from '../util/canonical-json.ts'

export const AUDIT_ACTIONS = [
  'key.created',
  'key.revoked',
  'person.created',
  'person.disabled',
  'person.password-changed',
  'person.password-reset',
  'session.begun',
  'session.ended',
  'session.refused',
  'signals.accepted',
  'brake.pulled',
  'brake.release-asked',
  'brake.released',
  'brake.ended',
  'document.drafted',
  'document.switched',
  'standing.decided',
  'standing.taken-back',
  'standings.inferred',
  'automation.halted',
  'automation.resumed',
  'swaps.exported',
  'swaps.applied',
  'swaps.undone',
  'network.opened',
  'network.exported',
  'candidates.opened',
  'case.opened',
  'case.taken-over',
  'case.closed',
  'decision.made',
  'decision.approved',
  'decision.refused',
  'decision.done',
  'decision.reverse-asked',
  'decision.reversed',
  'appeal.filed',
  'appeal.decided',
  'care.supported',
  'second-reading.read',
  'prevalence.planned',
  'prevalence.estimated',
  'coordination.listed',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** What happened, before it has its place in the chain. */
export interface AuditEvent {
  readonly atMillis: number
  /** The id of a key or a person, `software`, or `command-line` for whoever has the workspace itself in their hands. */
  readonly actor: string
  readonly action: AuditAction
  /**
   * What it was done to: the id of a brake, a key or a person, `policy/2` for a document, a network of a
   * map, or the hash of an account's; null where there is no one such thing.
   */
  readonly subject: string | null
  /** In the words of the person; null for what needs none. */
  readonly reason: string | null
  readonly details: { readonly [key: string]: Json }
}

/** An event in its place. As it is kept: nothing here is believed before its hash was checked. */
export interface AuditEntry extends Omit<AuditEvent, 'action' | 'details'> {
  readonly action: string
  readonly details: Json
  /** 1, 2, 3, without a gap. */
  readonly sequence: number
  /** The hash of the entry before, or `FIRST_PREVIOUS`. */
  readonly previous: string
  /** SHA-256 over the canonical JSON of everything above, in hexadecimal. */
  readonly hash: string
}

/** What stands where the first entry would have the hash of one before. */
export const FIRST_PREVIOUS = '0'.repeat(64)

/** Says that the entry `sequence` had this `hash` when it was the last. */
export interface Checkpoint {
  readonly sequence: number
  readonly hash: string
  /** Which key signed: the SHA-256 of its public half. */
  readonly signer: string
  /** Ed25519 over `checkpointText`, in base64. */
  readonly signature: string
}
