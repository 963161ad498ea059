/**
 * Making a decision about accounts of a case, and what a second person says to it. What it does to each
 * of them is done in `advance.ts`.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { type CaseDecision, type DecisionAsked } from '../../model/case-decision.ts'
import { type Case } from '../../model/case.ts'
import { ConflictError, ForbiddenError, InputError, NotFoundError } from '../../model/errors.ts'
import { isSamePerson } from '../../model/person.ts'
import { type StoreReader, type StoreTransaction } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { isLead, takeInHand, visibleCase, type Worker } from '../cases/case-access.ts'
import { newId } from '../new-id.ts'
import { record } from '../record.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'
import { passGate } from './gate.ts'
import { selected } from './selected.ts'

const NO_COUNTS = { applied: 0, leftOut: 0, conflict: 0, reversed: 0, newer: 0 }

/**
 * @param removedAlone a removal of more accounts than this waits for a second person.
 * @throws {NotFoundError} if the case may not be seen.
 * @throws {ConflictError} if another person has the case, or a decision in it is not over yet.
 * @throws {ForbiddenError} for a sanction in a care case, and for an escalated case and no lead.
 */
export async function decideInCase(
  { store, signer, now }: Casework,
  asked: DecisionAsked,
  by: Worker,
  knownOf: KnownOf,
  removedAlone: number,
): Promise<CaseDecision> {
  const { kind, reason, policy } = asked
  return store.transact(async (tx) => {
    const one = await visibleCase(tx, asked.case, by, knownOf)
    const atMillis = now()
    const held = await takeInHand(tx, one, by, atMillis)
    await checkNoneIsUnderWay(tx, one)
    if (one.kind === 'care' && kind !== 'protect' && kind !== 'clear' && kind !== 'escalate') {
      throw new ForbiddenError('A care case is for support and protection, never for sanctions.')
    }
    const subjects = kind === 'escalate' ? [] : await selected(tx, one, asked.selection)
    if (kind !== 'escalate' && subjects.length === 0) {
      throw new InputError('decision selects nobody; name accounts, or roles that the case has.')
    }
    const accounts = subjects.map(({ account }) => account)
    const gated = kind === 'escalate' ? null : await passGate(tx, kind, accounts, by.role, knownOf)
    const stored = await tx.standingsOf(accounts)
    const latest = [...stored.values()].reduce((most, { version }) => Math.max(most, version), 0)
    const named = 'accounts' in asked.selection
    // named ones count whether they will be left out or not: who waits is not told by that either
    const counted = gated === null ? 0 : named ? accounts.length : gated.passed.length
    const waits = kind === 'remove' && counted > removedAlone
    const decision: CaseDecision = {
      id: newId('decision'),
      case: one.id,
      kind,
      state: kind === 'escalate' ? 'done' : waits ? 'waiting' : 'running',
      reason,
      policy,
      by: { id: by.id, person: by.person },
      // checked to be one of these when the case was found
      role: isLead(by) ? 'lead' : 'investigator',
      atMillis,
      second: null,
      reversedBy: null,
      reverseReason: null,
      seenVersion: asked.seenVersion ?? latest,
      accountsDigest: hash('sha256', accounts.join('\n')),
      evidence: one.evidence,
      total: accounts.length,
      named,
      shielded: gated?.shielded.size ?? 0,
      next: 0,
      counts: NO_COUNTS,
    }
    await tx.putDecision(decision)
    await tx.putDecidedAccounts(
      decision.id,
      accounts.map((account, place) => ({
        place,
        account,
        outcome: 'waiting',
        version: null,
        before: null,
      })),
    )
    // who is shielded comes into no other file than their own
    const shielded = await shieldedAmong(tx, accounts, knownOf)
    const added = subjects.filter(({ role, account }) => role === null && !shielded.has(account))
    await tx.addCaseSubjects(one.id, added)
    const next: Case = { ...held, accounts: await countOf(tx, one), escalated: one.escalated }
    await tx.putCase(kind === 'escalate' ? { ...next, escalated: true, lock: null } : next)
    const scores = subjects.map(
      ({ account, role, closeness }) => `${account}\t${role}\t${closeness}`,
    )
    await record(tx, signer, {
      atMillis,
      actor: by.id,
      action: 'decision.made',
      subject: decision.id,
      reason,
      details: {
        case: one.id,
        kind,
        policy,
        accounts: accounts.length,
        accountsDigest: decision.accountsDigest,
        scoresDigest: hash('sha256', scores.join('\n')),
        evidence: one.evidence,
        seenVersion: decision.seenVersion,
        waits,
      },
    })
    return decision
  })
}

/**
 * The decision, if its case may be seen.
 *
 * @throws {NotFoundError} otherwise.
 */
export async function visibleDecision(
  reader: StoreReader,
  id: string,
  by: Worker,
  knownOf: KnownOf,
): Promise<CaseDecision> {
  const decision = await reader.caseDecision(id)
  const unknown = new NotFoundError(`There is no decision ${id}; its case has them all.`)
  if (!decision) throw unknown
  try {
    await visibleCase(reader, decision.case, by, knownOf)
  } catch (error) {
    throw error instanceof NotFoundError ? unknown : error
  }
  if (await isBlind(reader, decision.case, by)) throw unknown
  return decision
}

/** Whether what was decided in the case is kept from this person, because a second reading waits. */
export async function isBlind(reader: StoreReader, id: string, by: Worker): Promise<boolean> {
  const reading = await reader.secondReading(id)
  if (!reading || reading.second !== null) return false
  return !reading.firstBy.some((first) => isSamePerson(first, by))
}

/**
 * A second person's word to a removal that waits for it.
 *
 * @throws {ForbiddenError} if it is the same person as the first, by whatever key.
 * @throws {ConflictError} if it does not wait any more.
 */
export async function answerDecision(
  { store, signer, now }: Casework,
  id: string,
  { approves, reason }: { readonly approves: boolean; readonly reason: string | null },
  by: Worker,
  knownOf: KnownOf,
): Promise<CaseDecision> {
  return store.transact(async (tx) => {
    const decision = await visibleDecision(tx, id, by, knownOf)
    if (decision.state !== 'waiting') {
      throw new ConflictError(`The decision is ${decision.state}; it waits for nobody.`)
    }
    // whoever asked for it may think better of it, and not wave it through
    if (approves && isSamePerson(decision.by, by)) {
      throw new ForbiddenError('You have decided this yourself; another person has to approve it.')
    }
    const answered: CaseDecision = {
      ...decision,
      state: approves ? 'running' : 'refused',
      second: { id: by.id, person: by.person },
    }
    await tx.putDecision(answered)
    await record(tx, signer, {
      atMillis: now(),
      actor: by.id,
      action: approves ? 'decision.approved' : 'decision.refused',
      subject: id,
      reason,
      details: { case: decision.case, accounts: decision.total },
    })
    return answered
  })
}

/**
 * Take a decision back, with its effects.
 *
 * @throws {ForbiddenError} if `by` is neither a lead nor who decided.
 * @throws {ConflictError} if it is not done.
 */
export async function reverseDecision(
  { store, signer, now }: Casework,
  id: string,
  reason: string,
  by: Worker,
  knownOf: KnownOf,
): Promise<CaseDecision> {
  return store.transact(async (tx) => {
    const decision = await visibleDecision(tx, id, by, knownOf)
    if (!isLead(by) && !isSamePerson(decision.by, by)) {
      throw new ForbiddenError('A decision is reversed by a lead, or by who made it.')
    }
    if (decision.state !== 'done') {
      throw new ConflictError(
        `The decision is ${decision.state}; only one that is done is reversed.`,
      )
    }
    const reversing: CaseDecision = {
      ...decision,
      state: decision.total === 0 ? 'reversed' : 'reversing',
      next: 0,
      reversedBy: { id: by.id, person: by.person },
      reverseReason: reason,
    }
    await tx.putDecision(reversing)
    if (decision.kind === 'escalate') {
      const one = await tx.case(decision.case)
      if (one) await tx.putCase({ ...one, escalated: false })
    }
    await record(tx, signer, {
      atMillis: now(),
      actor: by.id,
      action: 'decision.reverse-asked',
      subject: id,
      reason,
      details: { case: decision.case, accounts: decision.total },
    })
    return reversing
  })
}

async function checkNoneIsUnderWay(tx: StoreTransaction, { id }: Case): Promise<void> {
  const pending = (await tx.decisionsOfCase(id)).find(({ state }) =>
    ['waiting', 'running', 'reversing'].includes(state),
  )
  if (!pending) return
  throw new ConflictError(
    `The decision ${pending.id} of ${pending.by.person ?? pending.by.id} is ${pending.state}; decide after it.`,
  )
}

async function countOf(tx: StoreTransaction, { id }: Case): Promise<number> {
  return [...(await tx.caseRoleCounts(id)).values()].reduce((sum, count) => sum + count, 0)
}
