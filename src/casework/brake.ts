/**
 * Pulling and releasing a brake, with each word that was said about it in the audit log.
 *
 * @module
 */
import { askForRelease, type Brake, type BrakePull, isLive } from '../model/brake.ts'
import { ForbiddenError, NotFoundError } from '../model/errors.ts'
import { type ApiKey, BRAKE_PULLERS } from '../model/key-role.ts'
import { type Casework } from './casework.ts'
import { newId } from './new-id.ts'
import { record } from './record.ts'

type Holder = Pick<ApiKey, 'id' | 'role'>

/**
 * When this resolves the brake is on disk and every store that is watched will hear of it.
 *
 * @throws {ForbiddenError} if the role of `by` may not.
 */
export async function pullBrake(
  { store, signer, now }: Casework,
  { scope, reason, minutes }: BrakePull,
  by: Holder,
): Promise<Brake> {
  checkRole(by)
  const atMillis = now()
  const brake: Brake = Object.freeze({
    id: newId('brake'),
    scope,
    reason,
    pulledBy: by.id,
    pulledAtMillis: atMillis,
    endsAtMillis: atMillis + minutes * 60_000,
    releaseAskedBy: [],
    releasedAtMillis: null,
  })
  await store.transact(async (tx) => {
    await tx.putBrake(brake)
    const event = { atMillis, actor: by.id, action: 'brake.pulled', subject: brake.id } as const
    await record(tx, signer, { ...event, reason, details: { scope, minutes } })
  })
  return brake
}

/**
 * Ask for the release of a brake: `askForRelease` has the rule. A brake that has ended is answered as
 * it is.
 *
 * @throws {NotFoundError} if there is none of that id.
 * @throws {ForbiddenError} if the role of `by` may not ask.
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

function checkRole({ role }: Holder): void {
  if (BRAKE_PULLERS.includes(role)) return
  throw new ForbiddenError(`A brake is for the roles ${BRAKE_PULLERS.join(', ')}, not for ${role}.`)
}
