/**
 * Accounts that may have taken the place of removed ones: whom to look at, never who it is.
 *
 * @module
 */
import { type Role } from './role.ts'

/** A decision that removed accounts, as a map is asked about it. */
export interface Removal {
  readonly decision: string
  readonly atMillis: number
  readonly accounts: readonly string[]
}

export interface ReEntryCandidate {
  readonly decision: string
  readonly account: string
  /** The removed account whose place it may have taken. */
  readonly removed: string
  /** Followers of both, and how many chance would give. */
  readonly shared: number
  readonly expected: number
  /** Of the followers of either, the share that follows both. */
  readonly overlap: number
  readonly followers: number
  /** After the removal. */
  readonly createdAtMillis: number
  /** What the map takes it for. */
  readonly role: Role
  readonly network: string | null
}

/** What the latest map says of all removals that are watched. */
export interface CandidatesOfMap {
  readonly madeAtMillis: number
  /** Null where the platform's data does not say when accounts were created. */
  readonly candidates: readonly ReEntryCandidate[] | null
}
