/**
 * Working on a case: taking it, letting go of it, noting, supporting, closing.
 *
 * @module
 */
import { createHmac, hash } from 'node:crypto'
import { type Case, type CaseEvent, lockOf, MOST_NOTES } from '../../model/case.ts'
import { ConflictError, ForbiddenError, InputError } from '../../model/errors.ts'
import { isSamePerson } from '../../model/person.ts'
import { type StoreTransaction } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { record } from '../record.ts'
import { type KnownOf } from '../shield-of.ts'
import { isLead, takeInHand, visibleCase, type Worker } from './case-access.ts'

/**
 * Take the case, or keep it for another quarter of an hour.
 *
 * @param takeOver from whoever has it: for a lead, and in the log.
 * @throws {ConflictError} if another person has it.
 */
export async function lockCase(
  { store, signer, now }: Casework,
  id: string,
  by: Worker,
  knownOf: KnownOf,
  takeOver: boolean,
): Promise<Case> {
  return store.transact(async (tx) => {
    const one = await visibleCase(tx, id, by, knownOf)
    const atMillis = now()
    const lock = lockOf(one, atMillis)
    if (!takeOver || !lock || isSamePerson(lock.by, by)) return takeInHand(tx, one, by, atMillis)
    if (!isLead(by)) throw new ForbiddenError('Only a lead takes a case over from another person.')
    const event = { atMillis, actor: by.id, action: 'case.taken-over', subject: id } as const
    await record(tx, signer, { ...event, reason: null, details: { from: lock.by.id } })
    return takeInHand(tx, { ...one, lock: null }, by, atMillis)
  })
}

/** @throws {ConflictError} if another person has it. */
export async function unlockCase(
  { store, now }: Casework,
  id: string,
  by: Worker,
  knownOf: KnownOf,
): Promise<Case> {
  return store.transact(async (tx) => {
    const one = await visibleCase(tx, id, by, knownOf)
    const lock = lockOf(one, now())
    if (lock && !isSamePerson(lock.by, by)) {
      throw new ConflictError('Another person has the case; only they let go of it.')
    }
    const free: Case = { ...one, lock: null }
    await tx.putCase(free)
    return free
  })
}

/** @throws {ConflictError} if another person has the case. */
export async function noteOnCase(
  { store, now }: Casework,
  id: string,
  text: string,
  by: Worker,
  knownOf: KnownOf,
): Promise<Case> {
  return store.transact(async (tx) => {
    const one = await visibleCase(tx, id, by, knownOf)
    const locked = await takeInHand(tx, one, by, now())
    await addEvent(tx, id, { by: personOf(by), atMillis: now(), text, support: null })
    return locked
  })
}

/** What may be done for an account in care: help, and never a penalty. */
export const SUPPORT_ACTIONS = ['offer-resources', 'hold-content', 'refer'] as const
export type SupportAction = (typeof SUPPORT_ACTIONS)[number]

export interface Support {
  readonly account: string
  readonly action: SupportAction
  readonly reason: string
}

/**
 * @throws {ConflictError} if another person has the case.
 * @throws {InputError} if it is no care case, or the account is not in it.
 */
export async function supportInCase(
  { store, signer, now }: Casework,
  id: string,
  { account, action, reason }: Support,
  by: Worker,
  knownOf: KnownOf,
): Promise<Case> {
  return store.transact(async (tx) => {
    const one = await visibleCase(tx, id, by, knownOf)
    if (one.kind !== 'care') {
      throw new InputError(`The case ${id} is no care case; support is for accounts in care.`)
    }
    const atMillis = now()
    const locked = await takeInHand(tx, one, by, atMillis)
    if (!(await isIn(tx, one, account))) {
      throw new InputError('support.account is not in the case; name one that is.')
    }
    const support = { account, action }
    await addEvent(tx, id, { by: personOf(by), atMillis, text: reason, support })
    const details = { action, account: hash('sha256', account) }
    const event = { atMillis, actor: by.id, action: 'care.supported', subject: id } as const
    await record(tx, signer, { ...event, reason, details })
    return locked
  })
}

/**
 * Close the case. Whether a second person reads it is drawn here, from its id and the log's own key:
 * nobody can tell before, nor choose.
 *
 * @param secondShare 0..1.
 * @throws {ConflictError} if another person has it, or a decision in it is not over yet.
 */
export async function closeCase(
  { store, signer, now }: Casework,
  id: string,
  reason: string,
  by: Worker,
  knownOf: KnownOf,
  secondShare: number,
): Promise<Case> {
  return store.transact(async (tx) => {
    const one = await visibleCase(tx, id, by, knownOf)
    const atMillis = now()
    await takeInHand(tx, one, by, atMillis)
    const decisions = await tx.decisionsOfCase(id)
    const pending = decisions.find(({ state }) =>
      ['waiting', 'running', 'reversing'].includes(state),
    )
    if (pending) {
      throw new ConflictError(
        `The decision ${pending.id} is ${pending.state}; close it after that.`,
      )
    }
    const closed: Case = {
      ...one,
      state: 'closed',
      lock: null,
      closedBy: personOf(by),
      closedAtMillis: atMillis,
      closingReason: reason,
    }
    await tx.putCase(closed)
    const isDrawn =
      drawOf(id, signer.privateKey.export({ type: 'pkcs8', format: 'der' })) < secondShare
    if (isDrawn) {
      const counted = decisions.filter(({ state }) => state === 'done')
      await tx.putSecondReading({
        case: id,
        childSafety: one.childSafety,
        drawnAtMillis: atMillis,
        first: counted.at(-1)?.kind ?? 'none',
        firstBy: [
          personOf(by),
          ...decisions.flatMap(({ by: decider, second }) =>
            second ? [decider, second] : [decider],
          ),
        ],
        second: null,
        secondBy: null,
        reason: null,
        readAtMillis: null,
      })
    }
    const event = { atMillis, actor: by.id, action: 'case.closed', subject: id } as const
    // not whether it was drawn: the first person reads the log
    await record(tx, signer, { ...event, reason, details: { decisions: decisions.length } })
    return closed
  })
}

/** 0..1, the same for the same case and key, and as good as chance for who lacks the key. */
export function drawOf(id: string, secret: Uint8Array): number {
  const digest = createHmac('sha256', secret).update(`second reading of ${id}`).digest()
  return digest.readUIntBE(0, 6) / 2 ** 48
}

async function addEvent(tx: StoreTransaction, id: string, event: CaseEvent): Promise<void> {
  const events = await tx.caseEvents(id)
  if (events.length >= MOST_NOTES) {
    throw new ConflictError(
      `The case has ${MOST_NOTES} notes, the most there may be; open another.`,
    )
  }
  await tx.addCaseEvent(id, event)
}

async function isIn(tx: StoreTransaction, { id }: Case, account: string): Promise<boolean> {
  return (await tx.openCasesWith([account])).has(id)
}

const personOf = ({ id, person }: Worker) => ({ id, person })
