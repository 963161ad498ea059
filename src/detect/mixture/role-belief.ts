/**
 * What is believed of every account in one of the two roles: `sources` are followed by members,
 * `seekers` follow sources.
 *
 * @module
 */
import { SHARE_COUNT } from './shares.ts'

export interface RoleBelief {
  /** How far the account counts as having the role, 0..1. */
  readonly weights: Float64Array
  /** Log of the Bayes factor for having the role; `UNTOUCHED` where no member is next to it. */
  readonly evidence: Float64Array
  /** Expected share of the account's follows that are with members, given that it has the role. */
  readonly shares: Float64Array
  /**
   * How much more often a follow of a member's is with this account than chance would have it,
   * its weight included.
   */
  readonly ratios: Float64Array
  /** Nats taken off what has lost touch with the seeds; at most 0. */
  readonly penalties: Float64Array
  /** How members' shares are distributed, as learned so far; sums to 1. */
  readonly learnedShares: Float64Array
  /** Share of their follows that members have with members, on average. */
  typicalShare: number
  /** Nats added to everybody while growth is guided. */
  offset: number
}

/** Evidence of an account that no member follows and that follows none. */
export const UNTOUCHED = -30

export function createRoleBelief(accounts: number): RoleBelief {
  return {
    weights: new Float64Array(accounts),
    evidence: new Float64Array(accounts).fill(UNTOUCHED),
    shares: new Float64Array(accounts),
    ratios: new Float64Array(accounts),
    penalties: new Float64Array(accounts),
    learnedShares: new Float64Array(SHARE_COUNT).fill(1 / SHARE_COUNT),
    typicalShare: 0.1,
    offset: 0,
  }
}
