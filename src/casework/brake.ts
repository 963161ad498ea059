/**
 * Pulling and releasing a brake, with each word that was said about it in the audit log.
 *
 * @module
 */
import { askForRelease, type Brake, type BrakePull, isLive } from '../model/brake.ts'
import { ForbiddenError, InputError, NotFoundError } from '../model/errors.ts'
import { type ApiKey, BRAKE_PULLERS } from '../model/key-role.ts'
import { type Holder as Person, isSamePerson } from '../model/person.ts'
import { holderOf } from '../model/signed-person.ts'
import { SOFTWARE } from '../model/software.ts'
import { type StoreTransaction } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { newId } from './new-id.ts'
import { record } from './record.ts'

type Holder = Person & Pick<ApiKey, 'role'>

/** The accounts of a network by its id in the latest map; none when it is not there. */
export type MembersOf = (network: string) => readonly string[]

/**
 * When this resolves the brake is on disk and every store that is watched will hear of it. One on a
 * network holds those who are in it now, for as long as it holds: a map made anew may number its
 * networks differently.
 *
 * @throws {ForbiddenError} if the role of `by` may not.
 * @throws {InputError} if it is on a network that has nobody in it.
 */
export async function pullBrake(
  casework: Casework,
  pull: BrakePull,
  by: Holder,
  membersOf: MembersOf,
): Promise<Brake> {
  checkRole(by)
  const members = 'network' in pull.scope ? membersOf(pull.scope.network) : null
  if (members?.length === 0) {
    throw new InputError(
      'brake.scope.network is not in the latest map, so nobody would be held; name one of the map, or a surface.',
    )
  }
  return casework.store.transact((tx) => putPulled(tx, casework, pull, by.id, members))
}

/** A brake from now on, with its entry in the log. */
export async function putPulled(
  tx: StoreTransaction,
  { signer, now }: Casework,
  { scope, reason, minutes }: BrakePull,
  pulledBy: string,
  members: readonly string[] | null,
): Promise<Brake> {
  const atMillis = now()
  const brake: Brake = Object.freeze({
    id: newId('brake'),
    scope,
    reason,
    pulledBy,
    pulledAtMillis: atMillis,
    endsAtMillis: atMillis + minutes * 60_000,
    heldAccounts: members?.length ?? null,
    releaseAskedBy: [],
    releasedAtMillis: null,
    endedAtMillis: null,
  })
  await tx.putBrake(brake)
  if (members) await tx.addBrakeMembers(brake.id, members)
  const event = { atMillis, actor: pulledBy, action: 'brake.pulled', subject: brake.id } as const
  const held = members ? { heldAccounts: members.length } : {}
  await record(tx, signer, { ...event, reason, details: { scope, minutes, ...held } })
  return brake
}

/**
 * Ask for the release of a brake: `askForRelease` has the rule. A brake that has ended is answered as
 * it is.
 *
 * @throws {NotFoundError} if there is none of that id.
 * @throws {ForbiddenError} if the role of `by` may not ask, or the same person has asked with another key.
 */
export async function releaseBrake(
  { store, signer, now }: Casework,
  id: string,
  by: Holder,
): Promise<Brake> {
  checkRole(by)
  return store.transact(async (tx) => {
    const brake = await tx.brake(id)
    if (!brake) throw new NotFoundError(`There is no brake ${id}; GET /v1/brakes lists them all.`)
    const holders: Person[] = [...(await tx.keys()), ...(await tx.people()).map(holderOf)]
    const askers = holders.filter(({ id }) => brake.releaseAskedBy.includes(id))
    if (askers.some((other) => other.id !== by.id && isSamePerson(other, by))) {
      throw new ForbiddenError(
        'You have asked for it already, with another key or signed in; another person has to ask too.',
      )
    }
    const atMillis = now()
    const asked = askForRelease(brake, by, atMillis)
    const isReleased = isLive(brake, atMillis) && !isLive(asked, atMillis)
    if (!isReleased && asked.releaseAskedBy.length === brake.releaseAskedBy.length) return asked
    await tx.putBrake(asked)
    await record(tx, signer, {
      atMillis,
      actor: by.id,
      action: isReleased ? 'brake.released' : 'brake.release-asked',
      subject: id,
      reason: null,
      details: isReleased ? { askedBy: asked.releaseAskedBy } : {},
    })
    return asked
  })
}

/**
 * Note that these have come to their end, which whoever calls has waited for. Once noted, a clock that
 * is set back revives none of them.
 */
export async function endBrakes(
  { store, signer, now }: Casework,
  ids: readonly string[],
): Promise<void> {
  await store.transact(async (tx) => {
    const atMillis = now()
    for (const id of ids) {
      const brake = await tx.brake(id)
      if (!brake || brake.releasedAtMillis !== null || brake.endedAtMillis !== null) continue
      await tx.putBrake({ ...brake, endedAtMillis: atMillis })
      const event = { atMillis, actor: SOFTWARE, action: 'brake.ended', subject: id } as const
      await record(tx, signer, { ...event, reason: null, details: {} })
    }
  })
}

function checkRole({ role }: Holder): void {
  if (BRAKE_PULLERS.includes(role)) return
  throw new ForbiddenError(`A brake is for the roles ${BRAKE_PULLERS.join(', ')}, not for ${role}.`)
}
