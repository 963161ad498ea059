/**
 * Giving accounts back what held before a decision.
 *
 * @module
 */
import { UNKNOWN_STANDING } from '../../model/standing.ts'
import { type DecidedAccount } from '../../store/case-store.ts'
import { type StoreTransaction } from '../../store/store.ts'
import { saidBySoftware } from '../said-by-software.ts'
import { type KnownOf, shieldOf } from '../shield-of.ts'

/**
 * What a person had said holds again; where nobody had, what signals and the last map say. Where
 * something newer stands above the decision, that stays.
 *
 * @returns each as `reversed` or `newer`.
 */
export async function restore(
  tx: StoreTransaction,
  applied: readonly DecidedAccount[],
  { setBy, reason, atMillis }: { setBy: string; reason: string; atMillis: number },
  knownOf: KnownOf,
): Promise<readonly DecidedAccount[]> {
  const stored = await tx.standingsOf(applied.map(({ account }) => account))
  const isLatest = (one: DecidedAccount) => stored.get(one.account)?.version === one.version
  const given = applied.filter(isLatest)
  const rest = { setBy, reason, atMillis, expiresAtMillis: null }
  await tx.setStandings(
    given.map(({ account, before }) => ({
      account,
      standing: before ?? UNKNOWN_STANDING,
      ...rest,
    })),
  )
  const said = []
  for (const { account, before } of given) {
    if (before !== null) continue
    const { ageBand } = shieldOf(
      knownOf(account),
      stored.get(account)?.standing ?? UNKNOWN_STANDING,
    )
    const one = await saidBySoftware(tx, account, ageBand, atMillis)
    if (one) said.push(one)
  }
  await tx.setStandings(said)
  return applied.map((one) => ({ ...one, outcome: isLatest(one) ? 'reversed' : 'newer' }))
}
