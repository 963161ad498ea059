/**
 * Signals from outside: kept, written to the audit log, and the account that one is about shielded
 * at once, because a map of everybody around it takes longer than one look-up.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { acceptedSubjects } from '../model/accepted-signals.ts'
import { type AgeBand } from '../model/age-band.ts'
import { type Signal } from '../model/signal.ts'
import { packStanding, standingFor, UNKNOWN_STANDING } from '../model/standing.ts'
import { type NewSignal, type StoreTransaction } from '../store/store.ts'
import { canonicalJson } from '../util/canonical-json.ts'
import { type Casework } from './casework.ts'
import { record } from './record.ts'

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
  { store, signer, now }: Casework,
  signals: readonly Signal[],
  actor: string,
  ageBandOf: (account: string) => AgeBand,
): Promise<AcceptedSignals> {
  const receivedAtMillis = now()
  const all = signals.map((signal): NewSignal => {
    const digest = hash('sha256', canonicalJson({ ...signal }))
    const { reference } = signal
    const identity = reference === null ? `digest ${digest}` : `reference ${reference}`
    return { signal, identity, digest, receivedAtMillis }
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
      await tx.addSignals(fresh)
      await shield(tx, fresh, ageBandOf, receivedAtMillis)
      const digest = hash('sha256', fresh.map((each) => each.digest).join('\n'))
      await record(tx, signer, {
        atMillis: receivedAtMillis,
        actor,
        action: 'signals.accepted',
        subject: null,
        reason: null,
        // not who they are about: the log is read by more people than the signals are
        details: { signals: fresh.length, digest },
      })
    }
    return { accepted: all.length - rejected.length, rejected }
  })
}

/**
 * The standing that software gives for signals alone: `withhold` for a seed, protection for a child
 * with the same evidence, and nothing once an investigator's benign signal has withdrawn it. None of
 * these has an end, which tells them from what is inferred. What a person has decided stays.
 */
async function shield(
  tx: StoreTransaction,
  fresh: readonly NewSignal[],
  ageBandOf: (account: string) => AgeBand,
  atMillis: number,
): Promise<void> {
  const accounts = new Set(
    fresh.flatMap(({ signal: { subject } }) => ('account' in subject ? [subject.account] : [])),
  )
  for (const account of accounts) {
    const before = await tx.standingOf(account)
    if (before && before.setBy !== 'software') continue
    const signals = await tx.surestSignalsOn(account)
    const isSeed = acceptedSubjects(signals, () => 0).size > 0
    // a person has looked and found nothing: from here on no map may infer anything of it either
    const isCleared = signals.some(
      (one) => one.kind === 'investigator' && one.polarity === 'benign',
    )
    if (!isSeed && !isCleared) continue
    const evidence = { logOdds: 0, role: 'bystander', ageBand: ageBandOf(account) } as const
    const standing = isSeed
      ? packStanding(standingFor({ ...evidence, seed: true }))
      : UNKNOWN_STANDING
    if (before?.standing === standing && before.expiresAtMillis === null) continue
    const reason = isSeed ? 'An accepted signal on the account.' : 'Its signals were withdrawn.'
    const rest = { setBy: 'software', reason, atMillis, expiresAtMillis: null }
    await tx.setStanding({ account, standing, ...rest })
  }
}
