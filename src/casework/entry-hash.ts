/**
 * The audit log's chain: each entry carries the hash of the one before.
 *
 * Whoever changes an old entry would have to change every later one too, and could not make the
 * signatures of the checkpoints anew.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { type AuditEntry, type AuditEvent, FIRST_PREVIOUS } from '../model/audit-entry.ts'
import { canonicalJson } from '../util/canonical-json.ts'

/** SHA-256 over the canonical JSON of everything but the hash itself, in hexadecimal. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, atMillis, actor, action, subject, reason, details, previous } = entry
  const text = { sequence, atMillis, actor, action, subject, reason, details, previous }
  return hash('sha256', canonicalJson(text))
}

/** The event in its place after `last`, null when it is the first. */
export function chained(event: AuditEvent, last: AuditEntry | null): AuditEntry {
  const sequence = (last?.sequence ?? 0) + 1
  const entry = { ...event, sequence, previous: last?.hash ?? FIRST_PREVIOUS }
  return Object.freeze({ ...entry, hash: entryHash(entry) })
}
