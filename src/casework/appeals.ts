/**
 * Appeals: an account asks that what was decided about it be looked at again, by somebody else.
 *
 * @module
 */
import { type Appeal } from '../model/appeal.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../model/errors.ts'
import { type Holder, isSamePerson } from '../model/person.ts'
import { holderOf } from '../model/signed-person.ts'
import { hash } from 'node:crypto'
import { type StoreReader } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { checkWorker, type Worker } from './cases/case-access.ts'
import { isDecidedByPerson } from './decided-by-person.ts'
import { restore } from './decisions/restore.ts'
import { newId } from './new-id.ts'
import { record } from './record.ts'
import { type KnownOf, shieldedAmong } from './shield-of.ts'

/**
 * The same reference again is the same appeal.
 *
 * @param actor the key that hands it in.
 * @throws {NotFoundError} if no person's decision stands about the account.
 * @throws {ConflictError} if the reference is another account's, or an appeal against it waits already.
 */
export async function fileAppeal(
  { store, signer, now }: Casework,
  { account, reference }: Pick<Appeal, 'account' | 'reference'>,
  actor: string,
  knownOf: KnownOf,
): Promise<Appeal> {
  return store.transact(async (tx) => {
    const before = await tx.appealByReference(reference)
    if (before && before.account !== account) {
      throw new ConflictError('The reference stands for another appeal; give each one of its own.')
    }
    if (before) return before
    const standing = await tx.standingOf(account)
    if (!standing || !isDecidedByPerson(standing)) {
      throw new NotFoundError('No decision of a person stands about the account.')
    }
    const last = await tx.lastAppliedTo(account)
    const decision = last ? await tx.caseDecision(last.decision) : null
    const [row] = last ? await tx.decidedAccounts(last.decision, last.place, 1) : []
    // a later decision about this account alone is what is appealed against then
    const stands = decision !== null && row?.version === standing.version
    // who signed in has an id too, and may have a key beside it
    const holders: Holder[] = [...(await tx.keys()), ...(await tx.people()).map(holderOf)]
    const holder = holders.find(({ id }) => id === standing.setBy)
    const single = { id: standing.setBy, person: holder?.person ?? null }
    const atMillis = now()
    const appeal: Appeal = {
      id: newId('appeal'),
      account,
      reference,
      state: 'waiting',
      decision: stands ? decision.id : null,
      decidedBy: stands
        ? decision.second
          ? [decision.by, decision.second]
          : [decision.by]
        : [single],
      childSafety: (await shieldedAmong(tx, [account], knownOf)).size > 0,
      atMillis,
      answeredBy: null,
      answeredAtMillis: null,
      answerReason: null,
    }
    await tx.putAppeal(appeal)
    const event = { atMillis, actor, action: 'appeal.filed', subject: appeal.id } as const
    const details = { account: hash('sha256', account), decision: appeal.decision }
    await record(tx, signer, { ...event, reason: null, details })
    return appeal
  })
}

/** Whether the appeal is there for this person: one of a child's is not without the permission. */
export async function maySeeAppeal(
  reader: StoreReader,
  appeal: Appeal,
  by: Worker,
  knownOf: KnownOf,
): Promise<boolean> {
  if (by.childSafety) return true
  if (appeal.childSafety) return false
  return (await shieldedAmong(reader, [appeal.account], knownOf)).size === 0
}

/**
 * Uphold an appeal, which gives the account back what held before, or reject it.
 *
 * @throws {NotFoundError} if there is none, or it may not be seen.
 * @throws {ForbiddenError} if `by` is who decided first.
 * @throws {ConflictError} if it was answered before.
 */
export async function decideAppeal(
  { store, signer, now }: Casework,
  id: string,
  { upheld, reason }: { readonly upheld: boolean; readonly reason: string },
  by: Worker,
  knownOf: KnownOf,
): Promise<Appeal> {
  checkWorker(by)
  return store.transact(async (tx) => {
    const appeal = await tx.appeal(id)
    if (!appeal || !(await maySeeAppeal(tx, appeal, by, knownOf))) {
      throw new NotFoundError(`There is no appeal ${id}; GET /v1/appeals lists them.`)
    }
    if (appeal.decidedBy.some((first) => isSamePerson(first, by))) {
      throw new ForbiddenError('You have decided this the first time; another person answers it.')
    }
    if (appeal.state !== 'waiting') {
      const who = appeal.answeredBy?.person ?? appeal.answeredBy?.id
      throw new ConflictError(`The appeal was ${appeal.state} by ${who}.`)
    }
    const atMillis = now()
    if (upheld) {
      const how = { setBy: by.id, reason, atMillis }
      const rows = await decidedRows(tx, appeal)
      const restored = await restore(tx, rows, how, knownOf)
      if (appeal.decision !== null) await tx.putDecidedAccounts(appeal.decision, restored)
    }
    const answered: Appeal = {
      ...appeal,
      state: upheld ? 'upheld' : 'rejected',
      answeredBy: { id: by.id, person: by.person },
      answeredAtMillis: atMillis,
      answerReason: reason,
    }
    await tx.putAppeal(answered)
    const event = { atMillis, actor: by.id, action: 'appeal.decided', subject: id } as const
    const details = { account: hash('sha256', appeal.account), upheld, decision: appeal.decision }
    await record(tx, signer, { ...event, reason, details })
    return answered
  })
}

/** What there is to take back: of a decision about many this account, else the word about it alone. */
async function decidedRows(reader: StoreReader, { account, decision }: Appeal) {
  if (decision !== null) {
    const last = await reader.lastAppliedTo(account)
    return last?.decision === decision ? reader.decidedAccounts(decision, last.place, 1) : []
  }
  const standing = await reader.standingOf(account)
  if (!standing || !isDecidedByPerson(standing)) return []
  const { version } = standing
  return [{ place: 0, account, outcome: 'applied' as const, version, before: null }]
}
