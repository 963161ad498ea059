/**
 * What a map that was made after a decision shows of its network: does it grow back? In counts only; who
 * may belong to a child or a victim is in none of them.
 *
 * @module
 */
export interface AftermathPoint {
  /** When the map was made. */
  readonly atMillis: number
  /** In the networks that are this one again, accounts that were not in the case. */
  readonly newAccounts: number
  /** Of them, those that offer. */
  readonly newSources: number
  /**
   * Accounts that may have taken the place of removed ones, in a network or not (re-entry.ts); null where
   * nobody was removed, or the platform does not say when accounts were created.
   */
  readonly candidates: number | null
  /** Of the case, those that mainly followed its sources. */
  readonly followers: number
  /** Of them, those in a network of this map again, and by nobody withheld or removed. */
  readonly followersStillActive: number
}
