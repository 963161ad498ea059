/**
 * The knobs of a made-up platform, with their defaults.
 *
 * @module
 */
import { UsageError } from '../model/errors.ts'

/** What a caller may say; everything left out has the default written in `WorldOptions`. */
export type WorldSpec = { readonly [K in keyof WorldOptions]?: WorldOptions[K] | undefined }

export interface WorldOptions {
  /** 50,000. */
  readonly accounts: number
  /** 1. The same options and seed make the same world, byte for byte. */
  readonly seed: number
  /** Members of the planted network: 1.16 % of the accounts (580 at 50,000), and at least 60. */
  readonly planted: number
  /** 15. Follows that each planted member makes to innocent accounts, to look ordinary. */
  readonly camouflage: number
  /** 20, and at most a third of the planted. How many of them the platform already knows. */
  readonly seedsKnown: number
  /** `mixed`. Which planted accounts those are. */
  readonly seedRoles: SeedRoles
  /** 20. Innocent accounts that follow each planted source. */
  readonly sourcePopularity: number
  /** 9. How many sources a seeker follows, on average. */
  readonly sourcesPerSeeker: number
  /** 18. Follows an account makes, on average over the whole world. */
  readonly meanFollows: number
  /**
   * `usual`. `close`: beside the look-alikes of every world those innocents who stand closest to the network
   * (close-bystanders/), and languages of very different size; half of the network speaks a small one.
   */
  readonly bystanders: Bystanders
  /**
   * 0: accounts are created at any time. Else most of the network is created in bursts of so many days,
   * and so are innocents of many kinds (joined-together/).
   */
  readonly createdWithinDays: number
  /** 1. In how many bursts. */
  readonly creationBursts: number
}

export const BYSTANDERS = ['usual', 'close'] as const
export type Bystanders = (typeof BYSTANDERS)[number]

/** `mixed`: half of the seeds are sources; `any`: drawn from all planted accounts alike. */
export const SEED_ROLES = ['mixed', 'any', 'sources', 'seekers'] as const
export type SeedRoles = (typeof SEED_ROLES)[number]

const LEAST_ACCOUNTS = 1_000
const MOST_ACCOUNTS = 5_000_000

/** @throws {UsageError} if a knob is out of its range. */
export function resolveOptions(spec: WorldSpec): WorldOptions {
  const accounts = whole('accounts', spec.accounts ?? 50_000, LEAST_ACCOUNTS, MOST_ACCOUNTS)
  // a network larger than a tenth of the platform would leave no platform to hide in
  const mostPlanted = Math.floor(accounts / 10)
  const planted = whole(
    'planted',
    spec.planted ?? Math.max(60, Math.round(accounts * 0.0116)),
    30,
    mostPlanted,
  )
  return Object.freeze({
    accounts,
    seed: whole('seed', spec.seed ?? 1, 0, 0xffffffff),
    planted,
    camouflage: whole('camouflage', spec.camouflage ?? 15, 0, Math.floor(accounts / 4)),
    seedsKnown: whole(
      'seedsKnown',
      spec.seedsKnown ?? Math.min(20, Math.floor(planted / 3)),
      0,
      planted,
    ),
    seedRoles: oneOf('seedRoles', spec.seedRoles ?? 'mixed', SEED_ROLES),
    sourcePopularity: whole(
      'sourcePopularity',
      spec.sourcePopularity ?? 20,
      0,
      Math.floor(accounts / 4),
    ),
    sourcesPerSeeker: between('sourcesPerSeeker', spec.sourcesPerSeeker ?? 9, 1, 100),
    meanFollows: between('meanFollows', spec.meanFollows ?? 18, 2, 200),
    bystanders: oneOf('bystanders', spec.bystanders ?? 'usual', BYSTANDERS),
    createdWithinDays: between('createdWithinDays', spec.createdWithinDays ?? 0, 0, 365),
    creationBursts: whole('creationBursts', spec.creationBursts ?? 1, 1, 100),
  })
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new UsageError(
    `"${name}" of the made-up platform expected a whole number from ${least} to ${most}, got ${value}.`,
  )
}

function between(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value
  throw new UsageError(
    `"${name}" of the made-up platform expected a number from ${least} to ${most}, got ${value}.`,
  )
}

function oneOf<T extends string>(name: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value
  throw new UsageError(
    `"${name}" of the made-up platform expected one of ${allowed.join(', ')}, got ${value}.`,
  )
}
