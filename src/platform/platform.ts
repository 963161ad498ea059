/**
 * A platform's data, as rows and typed arrays: where words meet numbers.
 *
 * Built by `ingest` (or in memory by a test), frozen, then asked. Everything to the right (detect,
 * recommend, audit) reads this and nothing else.
 *
 * @module
 */
import { type Digraph } from '../graph/csr.ts'
import { type Ids } from '../graph/ids.ts'
import { type Signal } from '../model/signal.ts'
import { type TakenBack } from '../model/taken-back.ts'

export interface Platform {
  /** Account ids; the row of an account is its place here. */
  readonly accounts: Ids
  /** Place in `AGE_BANDS`, one for each account. */
  readonly ageBands: Uint8Array
  /** Milliseconds since 1970, one for each account, NaN when not known; null when nobody's is. */
  readonly createdAtMillis: Float64Array | null
  /** Account × account: `out` is whom an account follows, `in` who follows it. No self-follows. */
  readonly follows: Digraph
  readonly tags: Ids
  /** Account × tag, weighted by how often it was used. */
  readonly tagUses: Digraph
  readonly items: Ids
  /** Account × item, weighted. */
  readonly itemUses: Digraph
  /** Account × account, weighted: what people did with each other's accounts apart from following. */
  readonly contacts: Digraph
  readonly signals: readonly Signal[]
  /** Follows that are none any more and that a map goes on counting; see `withTakenBack`. */
  readonly takenBack?: readonly TakenBack[]
  /**
   * Known answers of a made-up or reviewed world, for audits and measurements only: nothing that
   * detects may read them. Null when there are none.
   */
  readonly truth: Truth | null
}

export interface Truth {
  /** One more than the place in `ROLES`, for each account; 0 for an account that has none. */
  readonly roles: Uint8Array
  /** Group of each account, a place in `groupNames`; look-alike groups are groups too. */
  readonly groups: Uint16Array
  /** Names of the groups; `groupNames[0]` is the empty string. */
  readonly groupNames: readonly string[]
}
