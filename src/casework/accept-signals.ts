/**
 * Signals from outside: kept, written to the audit log, and the account that one is about shielded
 * at once, because a map of everybody around it takes longer than one look-up.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { type AgeBand } from '../model/age-band.ts'
import { type Signal } from '../model/signal.ts'
import { type NewSignal, type StoreTransaction } from '../store/store.ts'
import { canonicalJson } from '../util/canonical-json.ts'
import { packStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { believedReports } from './believed-reports.ts'
import { type Casework } from './casework.ts'
import { openSignalled } from './cases/open-case.ts'
import { markCases } from './cases/mark-cases.ts'
import { isDecidedByPerson } from './decided-by-person.ts'
import { record } from './record.ts'
import { signalledStanding } from './signalled-standing.ts'
import { SOFTWARE } from '../model/software.ts'

export interface AcceptedSignals {
  /** Taken in now or before: the same signal again is accepted and changes nothing. */
  readonly accepted: number
  readonly rejected: readonly RejectedSignal[]
}

export interface RejectedSignal {
  /** Place in what was handed in. */
  readonly index: number
  readonly reason: string
}

/**
 * When this resolves, all of the accepted ones are on disk. A signal is known again by its reference
 * or, where it has none, by everything that it says.
 *
 * @param ageBandOf what is known of an account's age: a child is shielded and not withheld.
 */
export async function acceptSignals(
  casework: Casework,
  signals: readonly Signal[],
  actor: string,
  ageBandOf: (account: string) => AgeBand,
): Promise<AcceptedSignals> {
  const { store, signer, now } = casework
  const receivedAtMillis = now()
  const all = signals.map((signal): NewSignal => {
    const digest = hash('sha256', canonicalJson({ ...signal }))
    const { reference } = signal
    const identity = reference === null ? `digest ${digest}` : `reference ${reference}`
    return { signal, identity, digest, receivedAtMillis, shields: true }
  })
  return store.transact(async (tx) => {
    const kept = new Map(await tx.signalDigests(all.map(({ identity }) => identity)))
    const fresh: NewSignal[] = []
    const rejected: RejectedSignal[] = []
    for (const [index, each] of all.entries()) {
      const before = kept.get(each.identity)
      if (before === undefined) {
        kept.set(each.identity, each.digest)
        fresh.push(each)
      } else if (before !== each.digest) {
        rejected.push({
          index,
          reason: 'The reference stands for another signal; give each signal one of its own.',
        })
      }
    }
    if (fresh.length > 0) {
      await tx.addSignals(await believedReports(tx, fresh))
      const digest = hash('sha256', fresh.map((each) => each.digest).join('\n'))
      const shielded = await shield(tx, fresh, ageBandOf, receivedAtMillis)
      const knownOf = (account: string) => packStanding({ ageBand: ageBandOf(account) })
      await markCases(tx, shielded, knownOf)
      const cases = await openSignalled(tx, casework, shielded, digest, knownOf)
      await record(tx, signer, {
        atMillis: receivedAtMillis,
        actor,
        action: 'signals.accepted',
        subject: null,
        reason: null,
        // not who they are about: the log is read by more people than the signals are
        details: { signals: fresh.length, digest, ...(cases > 0 && { cases }) },
      })
    }
    return { accepted: all.length - rejected.length, rejected }
  })
}

/** What the signals make of each account, where no person has decided. Answers with whom they shield. */
async function shield(
  tx: StoreTransaction,
  fresh: readonly NewSignal[],
  ageBandOf: (account: string) => AgeBand,
  atMillis: number,
): Promise<readonly string[]> {
  const shielded: string[] = []
  const accounts = new Set(
    fresh.flatMap(({ signal: { subject } }) => ('account' in subject ? [subject.account] : [])),
  )
  for (const account of accounts) {
    const before = await tx.standingOf(account)
    if (isDecidedByPerson(before)) continue
    const signalled = await signalledStanding(tx, account, ageBandOf(account))
    if (!signalled) continue
    if (before?.standing === signalled.standing && before.expiresAtMillis === null) continue
    const rest = { setBy: SOFTWARE, atMillis, expiresAtMillis: null }
    await tx.setStanding({ account, ...signalled, ...rest })
    if (signalled.standing !== UNKNOWN_STANDING) shielded.push(account)
  }
  return shielded
}
