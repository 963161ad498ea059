/**
 * Sessions: begun with a password, seen, ended. The token is in the answer to the browser and nowhere
 * else; the store has its hash.
 *
 * @module
 */
import { hash, randomBytes } from 'node:crypto'
import { isNamed, isOpen, type Session, type SignedPerson } from '../model/signed-person.ts'
import { SOFTWARE } from '../model/software.ts'
import { type StoreTransaction } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { isPassword } from './password.ts'
import { record } from './record.ts'

export interface BegunSession {
  readonly token: string
  readonly session: Session
  readonly person: SignedPerson
}

/**
 * Null whatever the reason: a name that nobody has, one that is disabled and a wrong password take as
 * long as each other and say the same.
 *
 * @throws {BusyError} if too many sign in at once.
 */
export async function signIn(
  casework: Casework,
  { name, password }: { name: string; password: string },
): Promise<BegunSession | null> {
  const found = (await casework.store.people()).find((each) => isNamed(each, name))
  const person = found?.disabledAtMillis === null ? found : null
  if (!(await isPassword(password, person?.password || null)) || !person) return null
  return beginSession(casework, person, 'password')
}

/**
 * A session for a person of whom it is known who they are; null if they were disabled or given another
 * password since `known` was read.
 */
export async function beginSession(
  { store, signer, now }: Casework,
  known: SignedPerson,
  way: 'password' | 'provider',
): Promise<BegunSession | null> {
  const token = randomBytes(32).toString('base64url')
  return store.transact(async (tx) => {
    const person = (await tx.people()).find(({ id }) => id === known.id)
    if (person?.password !== known.password || person.disabledAtMillis !== null) return null
    const atMillis = now()
    const over = (await tx.sessions()).filter((session) => !isOpen(session, atMillis))
    await tx.removeSessions(over.map(({ hash }) => hash))
    const session: Session = {
      hash: tokenHash(token),
      person: person.id,
      startedAtMillis: atMillis,
      seenAtMillis: atMillis,
    }
    await tx.putSession(session)
    const event = { atMillis, actor: person.id, subject: person.id, reason: null } as const
    await record(tx, signer, { ...event, action: 'session.begun', details: { way } })
    return { token, session, person }
  })
}

/** Once the session is ended no token opens it. Twice is once. */
export async function endSession({ store, signer, now }: Casework, ended: Session): Promise<void> {
  await store.transact(async (tx) => {
    if (!(await tx.sessions()).some(({ hash }) => hash === ended.hash)) return
    await tx.removeSessions([ended.hash])
    const event = { atMillis: now(), actor: ended.person, subject: ended.person } as const
    await record(tx, signer, { ...event, action: 'session.ended', reason: null, details: {} })
  })
}

/** Note that the person was there; a session that has ended meanwhile stays ended. */
export async function seeSession({ store, now }: Casework, seen: Session): Promise<void> {
  await store.transact(async (tx) => {
    const session = (await tx.sessions()).find(({ hash }) => hash === seen.hash)
    if (session) await tx.putSession({ ...session, seenAtMillis: now() })
  })
}

/** Note that so many wrong passwords came for one name that no more are looked at for now. */
export async function recordRefusals(
  { store, signer, now }: Casework,
  name: string,
): Promise<void> {
  await store.transact(async (tx) => {
    // a name that nobody has may be a password in the wrong field: it stands nowhere
    const person = (await tx.people()).find((each) => isNamed(each, name))
    const event = { atMillis: now(), actor: SOFTWARE, subject: person?.id ?? null } as const
    await record(tx, signer, { ...event, action: 'session.refused', reason: null, details: {} })
  })
}

/** All of a person's but the one to be kept. */
export async function endSessionsOf(
  tx: StoreTransaction,
  person: string,
  keep: string | null = null,
): Promise<void> {
  const own = (await tx.sessions()).filter((each) => each.person === person && each.hash !== keep)
  await tx.removeSessions(own.map(({ hash }) => hash))
}

/** What is kept of a token, and what the session is looked up by. */
export function tokenHash(token: string): string {
  return hash('sha256', token)
}

/**
 * What a page of ours sends along with whatever changes something, and no other page can know. It
 * follows from the token, so that there is nothing to keep, and does not tell it.
 */
export function csrfTokenOf(token: string): string {
  return hash('sha256', `csrf ${token}`, 'base64url')
}
