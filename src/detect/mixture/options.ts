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
  readonly leastOfTypicalShare?: number // defaults to 0.05
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
  leastOfTypicalShare: 0.05,
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

/** The beliefs above are about a platform of up to this many accounts. */
const ACCOUNTS_THOUGHT_OF = 100_000

/**
 * The same beliefs about a platform of `accounts`. A network does not grow with its platform, so in
 * a hundred times as many accounts the odds of each are a hundredth; and as a follow among so many
 * is less likely chance, it may say more: still two witnesses and no fewer.
 *
 * Unscaled, on 60M made-up follows a network of 2,000 with 20 seeds fell into pieces, 1,806 found;
 * scaled, all are.
 */
export function scaledTo(accounts: number, assumptions: Assumptions): Assumptions {
  if (accounts <= ACCOUNTS_THOUGHT_OF) return assumptions
  const priorOdds = (assumptions.priorOdds * ACCOUNTS_THOUGHT_OF) / accounts
  const more = Math.log(priorOdds) / Math.log(assumptions.priorOdds)
  return { ...assumptions, priorOdds, mostFromOneFollow: assumptions.mostFromOneFollow * more }
}

/** Weights below this count as none: thousands of accounts that are hardly members would add up. */
export const LEAST_WEIGHT = 0.02
