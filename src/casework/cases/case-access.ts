/**
 * Who may see a case, and who has it in hand. Every operation on a case, its decisions, its appeals and
 * its readings asks here first.
 *
 * @module
 */
import { type Case, CASE_LEADS, CASE_WORKERS, LOCK_MILLIS, lockOf } from '../../model/case.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../../model/errors.ts'
import { type ApiKey } from '../../model/key-role.ts'
import { isSamePerson } from '../../model/person.ts'
import { type StoreReader, type StoreTransaction } from '../../store/store.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'

/** Who asks. */
export type Worker = Pick<ApiKey, 'id' | 'person' | 'role' | 'childSafety'>

/**
 * The case, if it may be seen.
 *
 * @throws {ForbiddenError} for another role.
 * @throws {NotFoundError} if there is none, and in the same words where it is one of child safety and
 *   whoever asks lacks the permission: that it is there is not said either.
 */
export async function visibleCase(
  reader: StoreReader,
  id: string,
  by: Worker,
  knownOf: KnownOf,
): Promise<Case> {
  checkWorker(by)
  const one = await reader.case(id)
  if (one && (await maySee(reader, one, by, knownOf))) return one
  throw new NotFoundError(`There is no case ${id}; GET /v1/cases lists those that are open.`)
}

export async function maySee(
  reader: StoreReader,
  one: Case,
  by: Pick<Worker, 'childSafety'>,
  knownOf: KnownOf,
): Promise<boolean> {
  return (await seenAmong(reader, [one], by, knownOf)).length > 0
}

/**
 * Those of these cases that the person may see, in three questions however many they are. Also what has
 * become one of child safety since it was opened is left out, where it is about accounts alone: that it is
 * marked so may be still to come.
 */
export async function seenAmong(
  reader: StoreReader,
  cases: readonly Case[],
  { childSafety }: Pick<Worker, 'childSafety'>,
  knownOf: KnownOf,
): Promise<readonly Case[]> {
  if (childSafety) return cases
  const open = cases.filter((one) => !one.childSafety)
  const ids = open.filter(({ kind }) => kind === 'account').map(({ id }) => id)
  const accounts = await reader.accountsOfCases(ids)
  const shielded = await shieldedAmong(reader, [...accounts.values()].flat(), knownOf)
  return open.filter(({ id }) => !accounts.get(id)?.some((account) => shielded.has(account)))
}

export function checkWorker({ role }: Pick<Worker, 'role'>): void {
  if (CASE_WORKERS.includes(role)) return
  throw new ForbiddenError(`A case is for the roles ${CASE_WORKERS.join(', ')}, not for ${role}.`)
}

export const isLead = ({ role }: Pick<Worker, 'role'>) => CASE_LEADS.includes(role)

/**
 * The case in this person's hands, for another quarter of an hour: whatever is done renews the lock.
 *
 * @throws {ConflictError} if another person has it, naming their key and until when; or it is closed.
 * @throws {ForbiddenError} if it was escalated and `by` is no lead.
 */
export async function takeInHand(
  tx: StoreTransaction,
  one: Case,
  by: Worker,
  nowMillis: number,
): Promise<Case> {
  if (one.state === 'closed') {
    throw new ConflictError(
      `The case ${one.id} is closed; open another if there is more to decide.`,
    )
  }
  if (one.escalated && !isLead(by)) {
    throw new ForbiddenError('The case was escalated; a lead decides it.')
  }
  const lock = lockOf(one, nowMillis)
  if (lock && !isSamePerson(lock.by, by)) {
    const until = new Date(lock.untilMillis).toISOString()
    throw new ConflictError(
      `${lock.by.person ?? lock.by.id} has the case until ${until}; ask them, or a lead to take it over.`,
    )
  }
  const held = { by: { id: by.id, person: by.person }, untilMillis: nowMillis + LOCK_MILLIS }
  const locked: Case = { ...one, lock: held }
  await tx.putCase(locked)
  return locked
}
