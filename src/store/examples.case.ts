/**
 * One of each kind of thing that a store keeps, for the cases of all stores.
 *
 * @module
 */
import { type AuditEntry } from '../model/audit-entry.ts'
import { type Brake } from '../model/brake.ts'
import { type DocumentKind } from '../model/document.ts'
import { type Signal } from '../model/signal.ts'
import { type Session, type SignedPerson } from '../model/signed-person.ts'
import { type NewDocument, type NewSignal, type NewStanding } from './store.ts'

export const brake: Brake = {
  id: 'brake-1',
  scope: { network: 'network-3' },
  reason: 'A flood, “seen” at 3 o’clock.',
  pulledBy: 'ada',
  pulledAtMillis: 1_800_000_000_000,
  endsAtMillis: 1_800_000_600_000,
  heldAccounts: 12_345,
  releaseAskedBy: [],
  releasedAtMillis: null,
  endedAtMillis: null,
}

/** More than lie in one row. */
export const members = Array.from({ length: 12_345 }, (_, i) => `member “${i}”`)

export const key = {
  id: 'key-1',
  role: 'lead',
  person: 'Ada Ünal',
  childSafety: true,
  hash: 'ab',
  createdAtMillis: 1_800_000_000_000,
  revokedAtMillis: null,
} as const

export const person: SignedPerson = {
  id: 'person-1',
  name: 'Ada',
  role: 'lead',
  childSafety: true,
  password: 'scrypt$15$8$3$salt$hash',
  mustChangePassword: true,
  createdAtMillis: 5,
  disabledAtMillis: null,
}

export const sessionOf = (hash: string): Session => ({
  hash,
  person: 'person-1',
  startedAtMillis: 6,
  seenAtMillis: 7,
})

export function documentOf(kind: DocumentKind, n: number): NewDocument {
  const body = JSON.stringify({ text: '“zorblax” …', n })
  return {
    kind,
    name: `${kind} ${n}`,
    digest: `d${n}`,
    putBy: 'ada',
    putAtMillis: 1_800_000_000_000,
    body,
  }
}

export function signalOf(identity: string, account: string, more: Partial<Signal> = {}): NewSignal {
  const signal: Signal = {
    subject: { account },
    kind: 'partner',
    confidence: 0.75,
    polarity: 'harmful',
    policy: null,
    atMillis: 1_800_000_000_000,
    reference: 'réf 1',
    ...more,
  }
  return { signal, identity, digest: `digest of ${identity}`, receivedAtMillis: 1, shields: true }
}

export function standingOf(account: string, standing: number): NewStanding {
  const [atMillis, expiresAtMillis] = [1_800_000_000_000, 1_900_000_000_000]
  return { account, standing, setBy: 'software', reason: 'A test.', atMillis, expiresAtMillis }
}

export function entryOf(sequence: number, reason: string | null = null): AuditEntry {
  const details = { list: [1, 'two', null], text: '…' }
  const chain = { previous: `p${sequence}`, hash: `h${sequence}` }
  return {
    sequence,
    atMillis: 7,
    actor: 'ada',
    action: 'key.created',
    subject: 'k',
    reason,
    details,
    ...chain,
  }
}
