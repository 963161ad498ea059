/**
 * A standing is what the guard knows of an account, and it is a byte.
 *
 * ```
 * bit   7      6         5 4       3          2 1 0
 *       known  always 0  age band  protected  level
 * ```
 * `level` is the place in `STANDING_LEVELS`, `age band` the place in `AGE_BANDS`. The byte 0 is an
 * account that the guard has never heard of; one that is known to be clear has bit 7 set. Only a
 * guard that has failed tells the two apart: it may then show known accounts only.
 *
 * @module
 */
import { AGE_BANDS, type AgeBand } from './age-band.ts'
import { InputError } from './errors.ts'
import { shown } from './parse.ts'
import { type Role } from './role.ts'

/**
 * From least to most severe. Up to `withhold` a standing is reversible and invisible to the person,
 * so software alone may set it; `removed` is set by people only.
 */
export const STANDING_LEVELS = ['clear', 'watch', 'limit', 'withhold', 'removed'] as const
export type StandingLevel = (typeof STANDING_LEVELS)[number]

export interface Standing {
  readonly level: StandingLevel
  /** May belong to a child or a victim: shielded from being recommended, never sanctioned by software. */
  readonly protected: boolean
  readonly ageBand: AgeBand
}

/** The byte of an account that nothing is known of. It is treated as clear unless the guard has failed. */
export const UNKNOWN_STANDING = 0

const PROTECTED_BIT = 0b1000
const AGE_BAND_SHIFT = 4
const KNOWN_BIT = 0b1000_0000
const KEYS = ['level', 'protected', 'ageBand']

/**
 * A standing as a byte, with the known bit set. What is left out is `clear`, not protected, and of
 * unknown age.
 *
 * @throws {InputError} if a key or a value is not one of a standing: a misspelt level that silently
 *   became `clear` would show a withheld account.
 */
export function packStanding(standing: Partial<Standing>): number {
  for (const key of Object.keys(standing)) {
    if (KEYS.includes(key)) continue
    throw new InputError(
      `A standing has the unknown key "${key}"; its keys are ${KEYS.join(', ')}.`,
    )
  }
  const { level = 'clear', ageBand = 'unknown' } = standing
  const isProtected = standing.protected ?? false
  const levelPlace = STANDING_LEVELS.indexOf(level)
  if (levelPlace < 0) {
    throw new InputError(
      `A standing has the level ${shown(level)}; write one of ${STANDING_LEVELS.join(', ')}.`,
    )
  }
  const agePlace = AGE_BANDS.indexOf(ageBand)
  if (agePlace < 0) {
    throw new InputError(
      `A standing has the age band ${shown(ageBand)}; write one of ${AGE_BANDS.join(', ')}.`,
    )
  }
  if (typeof isProtected !== 'boolean') {
    throw new InputError(`A standing has protected ${shown(isProtected)}; write true or false.`)
  }
  return KNOWN_BIT | (agePlace << AGE_BAND_SHIFT) | (isProtected ? PROTECTED_BIT : 0) | levelPlace
}

/**
 * The standing in a byte. The unknown byte reads as clear, not protected, of unknown age.
 *
 * @throws {InputError} if the byte is not one that `packStanding` makes, nor 0.
 */
export function unpackStanding(byte: number): Standing {
  if (!isStandingByte(byte)) {
    throw new InputError(`A standing has the byte ${byte}; make standings with packStanding.`)
  }
  return Object.freeze({
    level: STANDING_LEVELS[byte & 0b111]!,
    protected: (byte & PROTECTED_BIT) !== 0,
    ageBand: AGE_BANDS[(byte >> AGE_BAND_SHIFT) & 0b11]!,
  })
}

/**
 * Which of two bytes counts where both speak of one account: the one of more weight. Protection stands
 * above all, then the more severe level; nothing is weighed by what is not known.
 */
export function weightOfStanding(byte: number): number {
  if (byte === UNKNOWN_STANDING) return -1
  return unpackStanding(byte).protected ? STANDING_LEVELS.length : byte & 0b111
}

/** Whether the number is 0 or a byte that `packStanding` makes. */
export function isStandingByte(byte: number): boolean {
  if (byte === UNKNOWN_STANDING) return true
  return (
    Number.isInteger(byte) &&
    (byte & ~0b111111) === KNOWN_BIT &&
    (byte & 0b111) < STANDING_LEVELS.length &&
    ((byte >> AGE_BAND_SHIFT) & 0b11) < AGE_BANDS.length
  )
}

/** Every standing there is, once: 30 of them. */
export function allStandings(): readonly Standing[] {
  const standings: Standing[] = []
  for (let byte = KNOWN_BIT; byte < 2 * KNOWN_BIT; byte++) {
    if (isStandingByte(byte)) standings.push(unpackStanding(byte))
  }
  return standings
}

/** What the map says of one account. */
export interface MapEvidence {
  /** How strongly the map ties the account to the network: natural log-odds, 0 is as likely as not. */
  readonly logOdds: number
  readonly role: Role
  readonly ageBand: AgeBand
  /** Whether accepted signals on the account itself started the map. */
  readonly seed: boolean
}

/** From which evidence on software may set which level: natural log-odds, rising. */
export interface StandingRule {
  readonly watch: number
  readonly limit: number
  readonly withhold: number
}

/** An innocent account taken from everybody, against one of a network shown on: so many times the harm. */
const HARM_RATIO = 9
/** How many times too high a map states odds of 9 to 27: see below. */
const OVERSTATED = 3

/**
 * `watch` from even odds, `limit` from 3 to 1 (ln 3 ≈ 1.1), both as the map states them: a mistake costs
 * the account little, a last place and no place before children. To withhold it from everybody takes that
 * the harm of one more of a network shown on, times its odds, is more than that of an innocent account taken
 * from everybody; the ratio of the two is set to 1 to 9, so at the margin at most one in ten is withheld by
 * mistake, and given back at review. Why not more: a network shown on is why there is a guard.
 *
 * The odds that count there are the true ones. Where a map states 9 to 27 to 1, 1.4 to 1 were of the network
 * in real graphs and 3.5 to 1 in made-up worlds, where it states 27 to 81, 17 and 5: as stated they
 * are some three times too high (docs/history/2026-12-01-whom-it-withholds.md). Hence 27 to 1 (ln 27 ≈ 3.3).
 */
export const DEFAULT_STANDING_RULE: StandingRule = Object.freeze({
  watch: 0,
  limit: Math.log(3),
  withhold: Math.log(HARM_RATIO * OVERSTATED),
})

/**
 * The standing that software alone may give for what the map says. What a person has decided about
 * the account stands above it: the caller applies this only where nobody has.
 *
 * - An account that may belong to a child or a victim (role `at-risk`, or a minor with evidence of
 *   `watch` or more) is protected and keeps the level `clear`. The policy holds it from being
 *   recommended, as a shield and not as a penalty, whatever else it seems to do.
 * - A bystander has no part in the network: clear.
 * - A seed has signals of its own: withheld, without a threshold.
 * - Anybody else by the thresholds. A seeker is thus at `watch` or worse, which is how the policy
 *   knows whom a minor must not be shown to.
 * - Never `removed`: that is for people.
 *
 * @throws {InputError} if the log-odds are not a number, or the thresholds do not rise.
 */
export function standingFor(
  { logOdds, role, ageBand, seed }: MapEvidence,
  { watch, limit, withhold }: StandingRule = DEFAULT_STANDING_RULE,
): Standing {
  if (!(watch <= limit && limit <= withhold)) {
    throw new InputError(
      `The standing rule has watch ${watch}, limit ${limit}, withhold ${withhold}; make them rise.`,
    )
  }
  // an infinite certainty is still an order; only NaN is none
  if (Number.isNaN(logOdds)) {
    throw new InputError('The map evidence has log-odds NaN; give a number.')
  }
  const mapped = seed || logOdds >= watch
  if (role === 'at-risk' || (ageBand === 'minor' && mapped)) {
    return Object.freeze({ level: 'clear', protected: true, ageBand })
  }
  const give = (level: StandingLevel) => Object.freeze({ level, protected: false, ageBand })
  if (seed) return give('withhold')
  if (role === 'bystander') return give('clear')
  if (logOdds >= withhold) return give('withhold')
  if (logOdds >= limit) return give('limit')
  return give(logOdds >= watch ? 'watch' : 'clear')
}
