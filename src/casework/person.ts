/**
 * The accounts of people: made, given a new password, disabled. A password that somebody else knows is
 * good for one thing, to choose one's own.
 *
 * @module
 */
import { type AuditAction } from '../model/audit-entry.ts'
import { ConflictError, ForbiddenError, InputError, NotFoundError } from '../model/errors.ts'
import { isNamed, type SignedPerson } from '../model/signed-person.ts'
import { type StoreTransaction } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { newId } from './new-id.ts'
import { checkNewPassword, hashPassword, isPassword, oneTimePassword } from './password.ts'
import { record } from './record.ts'
import { endSessionsOf } from './session.ts'

export type NewPerson = Pick<SignedPerson, 'name' | 'role' | 'childSafety'>

/** The password is in this answer and nowhere else. */
export interface GivenPassword {
  readonly person: SignedPerson
  readonly password: string
}

/**
 * Somebody whom the operator's own provider signs in: no password is theirs.
 *
 * @throws {ConflictError} if somebody has the name already.
 */
export async function createPersonOfProvider(
  casework: Casework,
  asked: NewPerson,
  actor: string,
): Promise<SignedPerson> {
  return putNew(casework, asked, actor, { password: '', mustChangePassword: false })
}

/**
 * @param asked.name as `parsePerson` writes it.
 * @throws {ConflictError} if somebody has the name already.
 */
export async function createPerson(
  casework: Casework,
  asked: NewPerson,
  actor: string,
): Promise<GivenPassword> {
  const password = oneTimePassword()
  const hashed = await hashPassword(password)
  const kept = { password: hashed, mustChangePassword: true }
  return { person: await putNew(casework, asked, actor, kept), password }
}

async function putNew(
  { store, signer, now }: Casework,
  { name, role, childSafety }: NewPerson,
  actor: string,
  kept: Pick<SignedPerson, 'password' | 'mustChangePassword'>,
): Promise<SignedPerson> {
  return store.transact(async (tx) => {
    if ((await tx.people()).some((each) => isNamed(each, name))) {
      throw new ConflictError(
        `There is a person ${name} already; "firebreak person list" shows them all.`,
      )
    }
    const atMillis = now()
    const person: SignedPerson = {
      id: newId('person'),
      name,
      role,
      childSafety,
      ...kept,
      createdAtMillis: atMillis,
      disabledAtMillis: null,
    }
    await tx.putPerson(person)
    const event = { atMillis, actor, action: 'person.created', subject: person.id } as const
    await record(tx, signer, { ...event, reason: null, details: { role, name, childSafety } })
    return person
  })
}

/**
 * A password of one use in the place of one that was forgotten. Whoever is signed in with the old one
 * is no longer.
 *
 * @throws {NotFoundError} if nobody has the name.
 */
export async function resetPassword(
  casework: Casework,
  name: string,
  actor: string,
): Promise<GivenPassword> {
  const password = oneTimePassword()
  const hashed = await hashPassword(password)
  const person = await change(casework, name, 'person.password-reset', actor, (person) => ({
    ...person,
    password: hashed,
    mustChangePassword: true,
  }))
  return { person, password }
}

/**
 * Nobody signs in under the name any more, and whoever has is signed out. Twice is once.
 *
 * @throws {NotFoundError} if nobody has the name.
 */
export function disablePerson(
  casework: Casework,
  name: string,
  actor: string,
): Promise<SignedPerson> {
  return change(casework, name, 'person.disabled', actor, (person, atMillis) =>
    person.disabledAtMillis === null ? { ...person, disabledAtMillis: atMillis } : person,
  )
}

/**
 * A person chooses their own password. Their other sessions end; the one that they asked in stays.
 *
 * @param keep the hash of that session.
 * @throws {ForbiddenError} if `current` is not their password.
 * @throws {InputError} if `next` cannot be one, or is the same.
 */
export async function changePassword(
  { store, signer, now }: Casework,
  person: SignedPerson,
  { current, next }: { current: string; next: string },
  keep: string,
): Promise<SignedPerson> {
  checkNewPassword(next)
  if (next === current) throw new InputError('The new password is the old one; choose another.')
  if (!(await isPassword(current, person.password))) {
    throw new ForbiddenError('That is not your password; type it again.')
  }
  const hashed = await hashPassword(next)
  return store.transact(async (tx) => {
    const latest = (await tx.people()).find(({ id }) => id === person.id)
    // somebody has disabled the person or given them another password meanwhile
    if (latest?.password !== person.password || latest.disabledAtMillis !== null) {
      throw new ForbiddenError('That is not your password any more; sign in again.')
    }
    const changed = { ...latest, password: hashed, mustChangePassword: false }
    await tx.putPerson(changed)
    await endSessionsOf(tx, person.id, keep)
    const event = { atMillis: now(), actor: person.id, subject: person.id } as const
    const action = 'person.password-changed'
    await record(tx, signer, { ...event, action, reason: null, details: {} })
    return changed
  })
}

async function change(
  { store, signer, now }: Casework,
  name: string,
  action: AuditAction,
  actor: string,
  changed: (person: SignedPerson, atMillis: number) => SignedPerson,
): Promise<SignedPerson> {
  return store.transact(async (tx) => {
    const person = await personNamed(tx, name)
    const atMillis = now()
    const next = changed(person, atMillis)
    if (next === person) return person
    await tx.putPerson(next)
    await endSessionsOf(tx, person.id)
    const event = { atMillis, actor, action, subject: person.id, reason: null }
    await record(tx, signer, { ...event, details: {} })
    return next
  })
}

async function personNamed(tx: StoreTransaction, name: string): Promise<SignedPerson> {
  const person = (await tx.people()).find((each) => isNamed(each, name))
  if (person) return person
  throw new NotFoundError(`There is no person ${name}; "firebreak person list" shows them all.`)
}
