/**
 * What the mixture assumes before it looks.
 *
 * Every number is a belief about networks in general, none is fitted to one world; bench/worlds.ts
 * shows what they give over many kinds.
 *
 * @module
 */

export interface MixtureOptions {
  /** Odds, before any evidence, that an account has a given role in the network. */
  readonly priorOdds?: number // defaults to 0.002
  /**
   * Most that one follow may say, in nats. Below minus the log of the prior odds, so that one
   * follow alone never makes a member: it takes two witnesses.
   */
  readonly mostFromOneFollow?: number // defaults to 5
  /** Follows that everybody is thought to have besides those seen: keeps small counts from shouting. */
  readonly pseudoFollows?: number // defaults to 3
  /** Rounds in which the size of the network is held back, or helped on, before it is free. */
  readonly guidedRounds?: number // defaults to 4
  /** How much the network may grow in each of those rounds. */
  readonly growth?: number // defaults to 2
  /**
   * A source's share of followers who are members is at least this part of what is typical. High
   * keeps fan clubs out whose idols the members follow too; low finds sources with many admirers.
   */
  readonly leastOfTypicalShare?: number // defaults to 0.15
  /** Most rounds of one run. */
  readonly mostRounds?: number // defaults to 20
}

export type Assumptions = Required<MixtureOptions>

const DEFAULTS: Assumptions = {
  priorOdds: 0.002,
  mostFromOneFollow: 5,
  pseudoFollows: 3,
  guidedRounds: 4,
  growth: 2,
  leastOfTypicalShare: 0.15,
  mostRounds: 20,
}

/** @throws {RangeError} if an option is not a finite number above 0. */
export function resolveAssumptions(options: MixtureOptions): Assumptions {
  const resolved = { ...DEFAULTS, ...options }
  for (const [name, value] of Object.entries(resolved)) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`"${name}" expected a finite number above 0, got ${value}`)
    }
  }
  return resolved
}

/** Weights below this count as none: thousands of accounts that are hardly members would add up. */
export const LEAST_WEIGHT = 0.02
