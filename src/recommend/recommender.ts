/**
 * What a recommender is: data and one function that fits it to a platform.
 *
 * A platform's own recommender stands behind the same contract through an audit adapter. The ones
 * here are references: they show what an ordinary recommender does with a network when nothing
 * stands in its way.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'

export interface Recommender {
  /** Stable name, given on the command line and shown in results. */
  readonly id: string
  /** One line for a person. */
  readonly title: string
  /** Read the platform once. The platform must not change while the result is in use. */
  fit(platform: Platform): Fitted
}

export interface Fitted {
  /**
   * Rows of accounts to show, best first, each once: never one that the actor follows or excludes.
   * Fewer than `count` only when the platform has no more. The same actor gets the same rows.
   */
  recommend(actor: Actor, count: number): Uint32Array
}

/**
 * Somebody who is shown recommendations, as far as a recommender may know them. Test accounts are
 * no rows of the platform: they lie over it, and leave no trace in it.
 */
export interface Actor {
  /** Rows that the actor follows, oldest first. */
  readonly follows: readonly number[]
  /** What the actor did with accounts apart from following, oldest first. */
  readonly contacts: readonly Contact[]
  /** Rows that must not be shown, for whatever reason. */
  readonly exclude?: ReadonlySet<number> | Uint32Array | readonly number[]
  /** Where there is nothing to learn from yet, different seeds see different popular accounts. */
  readonly seed: number
}

export interface Contact {
  readonly row: number
  readonly kind: ContactKind
  /** How often; 1 for a single contact. */
  readonly weight: number
}

/** Recommenders learn from all of them, a glance included: that is what `learn` has to stop. */
export const CONTACT_WEIGHTS = Object.freeze({ view: 0.25, like: 1, comment: 1.5, share: 2 })
export type ContactKind = keyof typeof CONTACT_WEIGHTS
