/**
 * Going through the accounts of a decision, so many in a transaction: what was done to them and how far
 * it has come are on disk together or not at all. Whoever goes on after a crash, or beside another
 * server, thus comes to each account exactly once.
 *
 * @module
 */
import { type CaseDecision } from '../../model/case-decision.ts'
import { SOFTWARE } from '../../model/software.ts'
import { type DecidedAccount } from '../../store/case-store.ts'
import { type StoreTransaction } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { markCases } from '../cases/mark-cases.ts'
import { isDecidedByPerson } from '../decided-by-person.ts'
import { record } from '../record.ts'
import { type KnownOf } from '../shield-of.ts'
import { passGate } from './gate.ts'
import { restore } from './restore.ts'

/** Some ten milliseconds of everybody's writing. */
export const ACCOUNTS_AT_ONCE = 500

/** One step of one decision. Answers with it as it is then; null where there is nothing to do. */
export async function advanceDecision(
  { store, signer, now }: Casework,
  id: string,
  knownOf: KnownOf,
): Promise<CaseDecision | null> {
  return store.transact(async (tx) => {
    const decision = await tx.caseDecision(id)
    if (!decision || (decision.state !== 'running' && decision.state !== 'reversing')) return null
    const atMillis = now()
    const rows = await tx.decidedAccounts(id, decision.next, ACCOUNTS_AT_ONCE)
    const changed =
      decision.state === 'running'
        ? await apply(tx, decision, rows, atMillis, knownOf)
        : await reverse(tx, decision, rows, atMillis, knownOf)
    await tx.putDecidedAccounts(id, changed)
    const counts = { ...decision.counts }
    for (const { outcome } of changed) if (outcome !== 'waiting') counts[outcome]++
    const next = decision.next + rows.length
    const isOver = next >= decision.total
    const over = decision.state === 'running' ? 'done' : 'reversed'
    const advanced: CaseDecision = {
      ...decision,
      next,
      counts,
      state: isOver ? over : decision.state,
    }
    await tx.putDecision(advanced)
    if (isOver && decision.kind === 'protect') await markDecided(tx, decision, knownOf)
    if (isOver) {
      await record(tx, signer, {
        atMillis,
        actor: SOFTWARE,
        action: over === 'done' ? 'decision.done' : 'decision.reversed',
        subject: id,
        reason: null,
        details: { accountsDigest: decision.accountsDigest, ...counts },
      })
    }
    return advanced
  })
}

/** Once at the end, since each of its cases is counted as a whole. */
async function markDecided(
  tx: StoreTransaction,
  { id, total }: CaseDecision,
  knownOf: KnownOf,
): Promise<void> {
  const rows = await tx.decidedAccounts(id, 0, total)
  const accounts = rows.map(({ account }) => account)
  await markCases(tx, accounts, knownOf)
}

async function apply(
  tx: StoreTransaction,
  { kind, role, by, reason, seenVersion }: CaseDecision,
  rows: readonly DecidedAccount[],
  atMillis: number,
  knownOf: KnownOf,
): Promise<readonly DecidedAccount[]> {
  if (kind === 'escalate') return []
  const accounts = rows.map(({ account }) => account)
  const { passed, shielded } = await passGate(tx, kind, accounts, role, knownOf)
  // what a person has said since is left as it is; software's word is not above a person's
  const fresh = passed.filter(
    ({ before }) => !before || before.version <= seenVersion || !isDecidedByPerson(before),
  )
  const rest = { setBy: by.id, reason, atMillis, expiresAtMillis: null }
  const versions = await tx.setStandings(
    fresh.map(({ account, standing }) => ({ account, standing, ...rest })),
  )
  const given = new Map(
    fresh.map(({ account, before }, i) => [
      account,
      {
        version: versions[i],
        before: before && isDecidedByPerson(before) ? before.standing : null,
      },
    ]),
  )
  return rows.map((row) => {
    const one = given.get(row.account)
    if (one) return { ...row, outcome: 'applied', ...one }
    return { ...row, outcome: shielded.has(row.account) ? 'leftOut' : 'conflict' }
  })
}

async function reverse(
  tx: StoreTransaction,
  { reversedBy, reverseReason, by }: CaseDecision,
  rows: readonly DecidedAccount[],
  atMillis: number,
  knownOf: KnownOf,
): Promise<readonly DecidedAccount[]> {
  const applied = rows.filter(({ outcome }) => outcome === 'applied')
  const how = { setBy: reversedBy?.id ?? by.id, reason: reverseReason ?? 'Reversed.', atMillis }
  return restore(tx, applied, how, knownOf)
}
