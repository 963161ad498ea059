/**
 * A policy as look-up tables: every pair of standings asked once, so that a decision is one read.
 *
 * @module
 */
import { ACTIONS, learnRuleFor, type Policy, showRuleFor } from '../model/policy.ts'
import { allStandings, packStanding, type Standing } from '../model/standing.ts'
import { SURFACES } from '../model/surface.ts'

/** A standing byte without its known bit: unknown and known to be clear are ruled on alike. */
export const RULED_BITS = 0b11_1111
const RULED_BIT_COUNT = 6
/** How many places a surface takes in `show`. */
const PAIRS = 1 << (2 * RULED_BIT_COUNT)

export interface CompiledPolicy {
  /** Place in `ACTIONS`, at `showPlace(surface, viewer) + (candidate & RULED_BITS)`. */
  readonly show: Uint8Array
  /** 1 where the recommender may learn, at `learnPlace(actor) + (target & RULED_BITS)`. */
  readonly learn: Uint8Array
}

/** Asks each rule for each of 30 × 30 standings on each surface: about a millisecond. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const show = new Uint8Array(SURFACES.length * PAIRS)
  const learn = new Uint8Array(PAIRS)
  const standings = allStandings().map((standing): [number, Standing] => [
    packStanding(standing) & RULED_BITS,
    standing,
  ])
  for (const [first, one] of standings) {
    for (const [second, other] of standings) {
      for (const [s, surface] of SURFACES.entries()) {
        const rule = showRuleFor(policy, surface, one, other)
        show[showPlace(s, first) + second] = ACTIONS.indexOf(rule?.action ?? 'allow')
      }
      learn[learnPlace(first) + second] = learnRuleFor(policy, one, other) ? 0 : 1
    }
  }
  return { show, learn }
}

export function showPlace(surface: number, viewer: number): number {
  return surface * PAIRS + learnPlace(viewer)
}

export function learnPlace(actor: number): number {
  return (actor & RULED_BITS) << RULED_BIT_COUNT
}
