/**
 * The one way by which an account comes under a decision about many.
 *
 * What is written about accounts in bulk takes `Passed`, and only `passGate` makes one: whoever may
 * belong to a child or a victim is left out of sanctions by how this is built, and not by a filter that
 * some caller may forget. It is asked in the transaction that writes, so that a protection that came a
 * moment ago counts.
 *
 * @module
 */
import { type DecisionKind, SANCTIONS } from '../../model/case-decision.ts'
import { standingOfDecision } from '../../model/decision.ts'
import { type KeyRole } from '../../model/key-role.ts'
import { packStanding, UNKNOWN_STANDING } from '../../model/standing.ts'
import { type StoredStanding, type StoreReader } from '../../store/store.ts'
import { type KnownOf, shieldedAmong, shieldOf } from '../shield-of.ts'

declare const passed: unique symbol

export interface Passed {
  readonly account: string
  /** The byte that the decision gives. */
  readonly standing: number
  readonly before: StoredStanding | null
  readonly [passed]: true
}

export interface Gated {
  readonly passed: readonly Passed[]
  /** Left out, since they may belong to a child or a victim. */
  readonly shielded: ReadonlySet<string>
}

export async function passGate(
  reader: Pick<StoreReader, 'standingsOf' | 'accountsInCare'>,
  kind: Exclude<DecisionKind, 'escalate'>,
  accounts: readonly string[],
  role: KeyRole,
  knownOf: KnownOf,
): Promise<Gated> {
  const level = SANCTIONS[kind]
  const stored = await reader.standingsOf(accounts)
  const shielded: ReadonlySet<string> =
    level === null ? new Set() : await shieldedAmong(reader, accounts, knownOf)
  const all = accounts
    .filter((account) => !shielded.has(account))
    .map((account) => {
      const before = stored.get(account) ?? null
      const shield = shieldOf(knownOf(account), before?.standing ?? UNKNOWN_STANDING)
      const wanted = { level: level ?? 'clear', protected: kind === 'protect' ? true : null }
      const standing = packStanding(standingOfDecision(wanted, shield, role))
      return { account, standing, before }
    })
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- here is where one is made
  return { passed: all as unknown as Passed[], shielded }
}
