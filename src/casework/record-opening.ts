/**
 * Somebody has looked at accounts of a network: who, why, of which map, and how many. The log never says
 * which accounts, since it would then be the list that it guards.
 *
 * @module
 */
import { type ApiKey } from '../model/key-role.ts'
import { type Casework } from './casework.ts'
import { record } from './record.ts'

export interface Opening {
  readonly network: string
  /** What was asked: `map`, `expand`, `evidence`, `context`. */
  readonly view: string
  /** Which map it was. */
  readonly map: string
  readonly case: string | null
  readonly reason: string | null
  readonly accounts: number
  /** Accounts that may belong to a child and were not shown. */
  readonly leftOut: number
}

/** On disk when this resolves: before anything is shown. */
export async function recordOpening(
  { store, signer, now }: Casework,
  { network, reason, ...details }: Opening,
  by: Pick<ApiKey, 'id'>,
): Promise<void> {
  const event = { atMillis: now(), actor: by.id, action: 'network.opened' } as const
  await store.transact((tx) => record(tx, signer, { ...event, subject: network, reason, details }))
}
