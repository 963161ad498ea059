/**
 * Decisions of which it is watched what comes after them.
 *
 * @module
 */
import { type CaseDecision, SANCTIONS } from '../../model/case-decision.ts'
import { type Removal } from '../../model/re-entry.ts'
import { type Casework } from '../casework.ts'

/** What comes after that long is another network's story, and the work of a new map has an end. */
const WATCHED_MILLIS = 180 * 24 * 3_600_000
const MOST_WATCHED = 500
const ACCOUNTS_AT_ONCE = 5000

/** Sanctions that were carried out; the latest of them where there are very many. */
export async function watchedDecisions({
  store,
  now,
}: Pick<Casework, 'store' | 'now'>): Promise<readonly CaseDecision[]> {
  const done = await store.decisionsIn(['done'])
  return done
    .filter(({ kind, atMillis }) => SANCTIONS[kind] !== null && now() - atMillis < WATCHED_MILLIS)
    .slice(-MOST_WATCHED)
}

/** Those that removed accounts, with the accounts that were. */
export async function watchedRemovals(
  casework: Pick<Casework, 'store' | 'now'>,
): Promise<readonly Removal[]> {
  const removals: Removal[] = []
  for (const { id, kind, atMillis } of await watchedDecisions(casework)) {
    if (kind !== 'remove') continue
    const accounts: string[] = []
    for (let from = 0; ; from += ACCOUNTS_AT_ONCE) {
      const page = await casework.store.decidedAccounts(id, from, ACCOUNTS_AT_ONCE)
      for (const { account, outcome } of page) if (outcome === 'applied') accounts.push(account)
      if (page.length < ACCOUNTS_AT_ONCE) break
    }
    removals.push({ decision: id, atMillis, accounts })
  }
  return removals
}
