/**
 * Somebody looks at the accounts that may have taken the place of removed ones.
 *
 * That an account shares followers with a removed one says whom to look at, and nothing of who it is:
 * so nothing follows from it, and whoever looks is written down, as with a network.
 *
 * @module
 */
import { type CandidatesOfMap, type ReEntryCandidate } from '../../model/re-entry.ts'
import { type Casework } from '../casework.ts'
import { record } from '../record.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'
import { visibleDecision } from './decide.ts'
import { type Worker } from '../cases/case-access.ts'

export type OpenedCandidates =
  | {
      readonly state: 'known'
      /** When the map was made. */
      readonly atMillis: number
      readonly candidates: readonly ReEntryCandidate[]
      /** Accounts that may belong to a child or a victim, kept back without the permission. */
      readonly leftOut: number
    }
  /** Nobody was removed; or no map is younger; or the data does not say when accounts were created. */
  | { readonly state: 'not-removed' | 'no-map-since' | 'no-dates' }

/**
 * On disk when this resolves that it was asked.
 *
 * @throws {NotFoundError} if there is no such decision, or its case is not for who asks.
 */
export async function openCandidates(
  { store, signer, now }: Casework,
  id: string,
  latest: CandidatesOfMap | null,
  by: Worker,
  knownOf: KnownOf,
): Promise<OpenedCandidates> {
  const decision = await visibleDecision(store, id, by, knownOf)
  if (decision.kind !== 'remove' || decision.state !== 'done') return { state: 'not-removed' }
  if (!latest || latest.madeAtMillis <= decision.atMillis) return { state: 'no-map-since' }
  if (!latest.candidates) return { state: 'no-dates' }
  const found = latest.candidates.filter((each) => each.decision === id)
  const accounts = found.map(({ account }) => account)
  const shielded = by.childSafety
    ? new Set<string>()
    : await shieldedAmong(store, accounts, knownOf)
  const isShown = ({ account, role }: ReEntryCandidate) =>
    by.childSafety || (!shielded.has(account) && role !== 'at-risk')
  const candidates = found.filter(isShown)
  const leftOut = found.length - candidates.length
  await store.transact((tx) =>
    record(tx, signer, {
      atMillis: now(),
      actor: by.id,
      action: 'candidates.opened',
      subject: id,
      reason: null,
      details: { case: decision.case, accounts: candidates.length, leftOut },
    }),
  )
  return { state: 'known', atMillis: latest.madeAtMillis, candidates, leftOut }
}
