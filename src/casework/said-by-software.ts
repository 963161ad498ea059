import { type AgeBand } from '../model/age-band.ts'
import { SOFTWARE } from '../model/software.ts'
import { type NewStanding, type StoreTransaction } from '../store/store.ts'
import { signalledStanding } from './signalled-standing.ts'

/** What holds once no person's word stands above it: what the signals make of it, or the last inference. */
export async function saidBySoftware(
  tx: StoreTransaction,
  account: string,
  ageBand: AgeBand,
  atMillis: number,
): Promise<NewStanding | null> {
  const signalled = await signalledStanding(tx, account, ageBand)
  if (signalled) {
    return { account, ...signalled, setBy: SOFTWARE, atMillis, expiresAtMillis: null }
  }
  const history = await tx.standingHistory(account)
  const inferred = history.findLast(({ setBy }) => setBy === SOFTWARE)
  if (!inferred || (inferred.expiresAtMillis ?? 0) <= atMillis) return null
  const { standing, reason, expiresAtMillis } = inferred
  return { account, standing, reason, setBy: SOFTWARE, atMillis, expiresAtMillis }
}
