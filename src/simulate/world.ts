/**
 * A made-up platform: columns, as a platform's own export would hold them, and the true answer.
 *
 * An account is its row. Rows are in no order that says anything, and ids neither.
 *
 * @module
 */
import { type Signal } from '../model/signal.ts'
import { type WorldOptions } from './options.ts'
import { type PairColumns } from './pairs.ts'

export interface World {
  readonly options: WorldOptions
  /** Ids such as `a_5k3f0q`, one for each row. */
  readonly accountIds: readonly string[]
  /** Place in `AGE_BANDS`, as the account states it. */
  readonly ageBands: Uint8Array
  readonly createdAtMillis: Float64Array
  /** Place in `regionNames`. */
  readonly regions: Uint8Array
  readonly regionNames: readonly string[]
  /** Place in `languageNames`; all the same where `bystanders` is `usual`. Nothing that a map reads. */
  readonly languages: Uint8Array
  readonly languageNames: readonly string[]
  /** `sources` follow `targets`; sorted, each once, nobody follows themselves. */
  readonly follows: PairColumns
  readonly tagNames: readonly string[]
  /** `sources` are accounts, `targets` tags, `counts` how often. */
  readonly tagUses: PairColumns
  readonly itemIds: readonly string[]
  /** `sources` are accounts, `targets` items that they liked. */
  readonly itemUses: PairColumns
  /** `sources` looked at the account `targets`. */
  readonly views: PairColumns
  /** `sources` liked something of the account `targets`. */
  readonly likes: PairColumns
  /** What the platform knows of the planted network: the seeds of a map. */
  readonly signals: readonly Signal[]
  /** One more than the place in `ROLES`; 0 for an account of no group. */
  readonly roles: Uint8Array
  /** Place in `groupNames`. */
  readonly groups: Uint16Array
  /** `groupNames[0]` is the empty string; then `fan-club-1`, `family-1`, …, `planted-1`. */
  readonly groupNames: readonly string[]
}

/** How planted networks are named; every other group is an innocent look-alike. */
export const PLANTED_PREFIX = 'planted-'
