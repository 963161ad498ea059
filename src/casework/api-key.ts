/**
 * API keys: made, recognised, revoked.
 *
 * A key is 256 random bits, so a plain SHA-256 of it may be kept: slow hashes are for passwords, which
 * people choose and others guess. Nobody guesses among 2^256, however fast a guess is tried.
 *
 * @module
 */
import { hash, randomBytes } from 'node:crypto'
import { NotFoundError } from '../model/errors.ts'
import { type ApiKey, type KeyRole } from '../model/key-role.ts'
import { type Casework } from './casework.ts'
import { newId } from './new-id.ts'
import { record } from './record.ts'

/** Tells a leaked key for what it is, to people and to the scanners of code hosts. */
const PREFIX = 'firebreak_'

/** The key itself is in this answer and nowhere else. */
export interface CreatedKey {
  readonly id: string
  readonly role: KeyRole
  readonly person: string | null
  readonly childSafety: boolean
  readonly key: string
}

/**
 * @param person whose it is, as `parsePerson` writes it; null for a key that is a person of its own.
 * @param childSafety whether cases of child safety are open to it.
 */
export async function createKey(
  { store, signer, now }: Casework,
  role: KeyRole,
  actor: string,
  person: string | null = null,
  childSafety = false,
): Promise<CreatedKey> {
  const key = PREFIX + randomBytes(32).toString('base64url')
  const id = newId('key')
  const atMillis = now()
  await store.transact(async (tx) => {
    const kept = { id, role, person, childSafety, hash: keyHash(key) }
    await tx.putKey({ ...kept, createdAtMillis: atMillis, revokedAtMillis: null })
    const event = { atMillis, actor, action: 'key.created', subject: id, reason: null } as const
    const details = {
      role,
      ...(person !== null && { person }),
      ...(childSafety && { childSafety }),
    }
    await record(tx, signer, { ...event, details })
  })
  return { id, role, person, childSafety, key }
}

/**
 * The key opens nothing from now on. Revoking twice is revoking once.
 *
 * @throws {NotFoundError} if there is none of that id.
 */
export async function revokeKey(
  { store, signer, now }: Casework,
  id: string,
  actor: string,
): Promise<ApiKey> {
  return store.transact(async (tx) => {
    const key = (await tx.keys()).find((each) => each.id === id)
    if (!key) throw new NotFoundError(`There is no key ${id}; "firebreak key list" shows them all.`)
    if (key.revokedAtMillis !== null) return key
    const atMillis = now()
    const revoked = { ...key, revokedAtMillis: atMillis }
    await tx.putKey(revoked)
    const event = { atMillis, actor, action: 'key.revoked', subject: id, reason: null } as const
    await record(tx, signer, { ...event, details: {} })
    return revoked
  })
}

/** What is kept of a key, and what it is looked up by. */
export function keyHash(key: string): string {
  return hash('sha256', key)
}
