/**
 * Which claim counts when more than one has something to say of an account.
 *
 * @module
 */
import { weightOfStanding } from '../model/standing.ts'

export interface Claim {
  /** As `packStanding` makes it. */
  readonly standing: number
  readonly untilMillis: number
  readonly reason: string
}

/** The strongest that has not ended, of equal ones the one that holds longest; null for none. */
export function strongest(claims: Iterable<Claim>, nowMillis: number): Claim | null {
  let best: Claim | null = null
  for (const claim of claims) {
    if (claim.untilMillis <= nowMillis) continue
    const more = best ? weightOfStanding(claim.standing) - weightOfStanding(best.standing) : 1
    if (more > 0 || (more === 0 && claim.untilMillis > best!.untilMillis)) best = claim
  }
  return best
}
