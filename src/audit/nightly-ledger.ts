/**
 * What is carried from one nightly audit to the next: what is claimed, and what each night's test
 * accounts did to the bets against it. It holds no account, and whoever has it can work the evidence out again.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { readList, readObject, readText, readWhole, shown } from '../model/parse.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { BETS, logEvidence } from '../statistics/betting.ts'
import { holmAdjusted } from '../statistics/holm.ts'

/** What all nights have in common; another of these is another ledger. */
export interface NightlyClaim {
  readonly scenario: string
  readonly scenarioHash: string
  readonly recommender: string
  readonly guard: string
  /** That exposure@10 of treated test accounts is at most this, on every night. */
  readonly budget: number
  /** The same on single surfaces: each a claim of its own, bet against by itself. */
  readonly surfaces: Readonly<Partial<Record<Surface, number>>>
  /** Chance of a false alarm ever, of all claims together. */
  readonly alpha: number
}

/** What a night's test accounts saw, in all or on one surface. */
export interface NightSeen {
  readonly exposure: number
  /** See `nightGrowth`. */
  readonly growth: readonly number[]
}

export interface Night extends NightSeen {
  readonly at: string
  readonly seed: number
  readonly testAccounts: number
  /** Of each surface of the claim. */
  readonly surfaces: Readonly<Partial<Record<Surface, NightSeen>>>
}

export interface NightlyLedger {
  readonly claim: NightlyClaim
  readonly nights: readonly Night[]
}

/** Ten years. */
export const MOST_NIGHTS = 3_660
const CLAIM_KEYS = ['scenario', 'scenarioHash', 'recommender', 'guard', 'budget', 'alpha'] as const

export interface NightlyVerdict {
  /** `all` is the whole scenario. */
  readonly surface: Surface | 'all'
  readonly budget: number
  /** How strong the evidence is that a night was over the budget. */
  readonly e: number
  /** The first night that crossed, counted from 1. The alarm stays: what was shown is shown. */
  readonly crossedOnNight: number | null
}

/**
 * Each claim by itself: the whole first, then surface by surface.
 *
 * Of an e-process 1 over the highest that it has been is a p-value on every night, however often somebody looks (J.
 * Ville, 1939); Holm over those of one night therefore keeps alpha for all claims and all nights together.
 * The first of m claims to cross needs e = m/alpha, the next (m − 1)/alpha, the only one 1/alpha.
 */
export function nightlyVerdicts({ claim, nights }: NightlyLedger): readonly NightlyVerdict[] {
  const claims: readonly (readonly [Surface | 'all', number, readonly NightSeen[]])[] = [
    ['all', claim.budget, nights],
    ...surfacesOf(claim).map(
      (surface) =>
        [
          surface,
          claim.surfaces[surface]!,
          nights.map((night) => night.surfaces[surface]!),
        ] as const,
    ),
  ]
  const logs = claims.map(([, , seen]) => logEvidence(seen.map(({ growth }) => growth)))
  const highest = claims.map(() => 0)
  const crossedOn: (number | null)[] = claims.map(() => null)
  for (const night of nights.keys()) {
    for (const k of claims.keys()) highest[k] = Math.max(highest[k], logs[k][night])
    const adjusted = holmAdjusted(highest.map((log) => Math.exp(-log)))
    for (const k of claims.keys()) if (adjusted[k] <= claim.alpha) crossedOn[k] ??= night + 1
  }
  return claims.map(([surface, budget], k) => ({
    surface,
    budget,
    // a number that JSON can hold, however sure
    e: Math.min(Number.MAX_VALUE, Math.exp(logs[k].at(-1) ?? 0)),
    crossedOnNight: crossedOn[k],
  }))
}

/** Those with a budget, always in the same order. */
export function surfacesOf({ surfaces }: Pick<NightlyClaim, 'surfaces'>): readonly Surface[] {
  return SURFACES.filter((surface) => surfaces[surface] !== undefined)
}

/**
 * @param file what errors call it.
 * @throws {InputError} if it is no ledger, or one of another claim.
 */
export function parseNightlyLedger(
  value: unknown,
  file: string,
  claim: NightlyClaim,
): NightlyLedger {
  const spec = readObject(value, file, ['claim', 'nights'])
  const known = readObject(spec.claim, `${file}: claim`, [...CLAIM_KEYS, 'surfaces'])
  for (const key of CLAIM_KEYS) {
    if (known[key] === claim[key]) continue
    throw new InputError(
      `${file} is the ledger of another ${key}, ${shown(known[key])} and not ${shown(claim[key])}; name another file to begin anew.`,
    )
  }
  // ledgers of before surfaces had claims name none
  const surfaces = readObject(known.surfaces ?? {}, `${file}: claim.surfaces`, SURFACES)
  for (const surface of SURFACES) {
    if (surfaces[surface] === claim.surfaces[surface]) continue
    throw new InputError(
      `${file} is the ledger of another budget of ${surface}, ${shown(surfaces[surface])} and not ${shown(claim.surfaces[surface])}; name another file to begin anew.`,
    )
  }
  const nights = readList(spec.nights, `${file}: nights`, { most: MOST_NIGHTS })
  return {
    claim,
    nights: nights.map((night, k) => readNight(night, `${file}: nights[${k}]`, surfacesOf(claim))),
  }
}

function readNight(value: unknown, where: string, surfaces: readonly Surface[]): Night {
  const keys = ['at', 'seed', 'testAccounts', 'exposure', 'growth', 'surfaces']
  const spec = readObject(value, where, keys)
  const seen = readObject(spec.surfaces ?? {}, `${where}.surfaces`, surfaces)
  return {
    at: readText(spec.at, `${where}.at`, 40),
    seed: readWhole(spec.seed, `${where}.seed`, 0, 0xffffffff),
    testAccounts: readWhole(spec.testAccounts, `${where}.testAccounts`, 1, 1e9),
    ...readSeen(spec, where),
    surfaces: Object.fromEntries(
      surfaces.map((surface) => {
        const at = `${where}.surfaces.${surface}`
        return [surface, readSeen(readObject(seen[surface], at, ['exposure', 'growth']), at)]
      }),
    ),
  }
}

function readSeen(spec: Readonly<Record<string, unknown>>, where: string): NightSeen {
  const growth = readList(spec.growth, `${where}.growth`, { least: BETS, most: BETS })
  return {
    exposure: readNumber(spec.exposure, `${where}.exposure`),
    growth: growth.map((one, k) => readNumber(one, `${where}.growth[${k}]`)),
  }
}

function readNumber(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new InputError(`${where} is ${shown(value)}; write a number.`)
}
