/**
 * Who may belong to a child or a victim: whatever says so is believed.
 *
 * @module
 */
import { type Standing, unpackStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { type StoreReader } from '../store/store.ts'

/** The byte that the guard has for an account: who states to be a minor is in no store. */
export type KnownOf = (account: string) => number

/** Whoever of two says that it may be a child is believed. */
export function shieldOf(...bytes: readonly number[]): Pick<Standing, 'protected' | 'ageBand'> {
  const said = bytes.map(unpackStanding)
  const isMinor = said.some(({ ageBand }) => ageBand === 'minor')
  const known = said.find(({ ageBand }) => ageBand !== 'unknown')?.ageBand ?? 'unknown'
  return {
    protected: said.some((one) => one.protected),
    ageBand: isMinor ? 'minor' : known,
  }
}

export function isShielded(...bytes: readonly number[]): boolean {
  const shield = shieldOf(...bytes)
  return shield.protected || shield.ageBand === 'minor'
}

/** Those of these accounts that may: by the store, by the guard, or because they are in care. */
export async function shieldedAmong(
  reader: Pick<StoreReader, 'standingsOf' | 'accountsInCare'>,
  accounts: readonly string[],
  knownOf: KnownOf,
): Promise<ReadonlySet<string>> {
  const stored = await reader.standingsOf(accounts)
  const inCare = await reader.accountsInCare(accounts)
  return new Set(
    accounts.filter(
      (account) =>
        inCare.has(account) ||
        isShielded(knownOf(account), stored.get(account)?.standing ?? UNKNOWN_STANDING),
    ),
  )
}
