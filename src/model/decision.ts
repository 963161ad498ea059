/**
 * What a person decides about one account, and what they may.
 *
 * Software stops at what is reversible and invisible to the person; everything beyond is decided
 * here, by somebody with a name and a reason. An account that may belong to a child or a victim is
 * shielded, and shielding is no sanction: a level above `clear` on it is for a lead, who says so by
 * taking the protection away in the same decision.
 *
 * @module
 */
import { readId } from './account-id.ts'
import { type AgeBand } from './age-band.ts'
import { ForbiddenError, InputError } from './errors.ts'
import { type KeyRole } from './key-role.ts'
import { readBoolean, readObject, readOneOf, readPlainText, readWhole } from './parse.ts'
import { type Standing, STANDING_LEVELS, type StandingLevel } from './standing.ts'

/** Who may decide at all. */
export const DECIDERS: readonly KeyRole[] = ['investigator', 'lead', 'admin']
/** Who may decide against an account that is shielded. */
const SHIELD_LIFTERS: readonly KeyRole[] = ['lead', 'admin']

const MOST_REASON_CHARACTERS = 1000

export interface Decision {
  readonly account: string
  /** Null takes back what people decided before: the map and the signals count again. */
  readonly level: StandingLevel | null
  /** Null leaves it as it is. */
  readonly protected: boolean | null
  readonly reason: string
  /** The version of the standing that the person saw; null for whatever it is now. */
  readonly seenVersion: number | null
}

/** @throws {InputError} with the place of what is wrong. */
export function parseDecision(value: unknown): Decision {
  const spec = readObject(value, 'decision', [
    'account',
    'level',
    'protected',
    'reason',
    'seenVersion',
  ])
  const level =
    spec.level === null ? null : readOneOf(spec.level, 'decision.level', STANDING_LEVELS)
  const isProtected =
    spec.protected == null ? null : readBoolean(spec.protected, 'decision.protected')
  if (level === null && isProtected !== null) {
    throw new InputError(
      'decision.protected stands beside the level null, which takes everything back; leave one of them out.',
    )
  }
  return {
    account: readId(spec.account, 'decision.account'),
    level,
    protected: isProtected,
    reason: readPlainText(spec.reason, 'decision.reason', MOST_REASON_CHARACTERS),
    seenVersion:
      spec.seenVersion == null
        ? null
        : readWhole(spec.seenVersion, 'decision.seenVersion', 0, Number.MAX_SAFE_INTEGER),
  }
}

/** @throws {ForbiddenError} if `role` may decide nothing. */
export function checkDecider(role: KeyRole): void {
  if (DECIDERS.includes(role)) return
  throw new ForbiddenError(`A decision is for the roles ${DECIDERS.join(', ')}, not for ${role}.`)
}

/**
 * The standing that a decision gives.
 *
 * @param known what the guard knows of the account now.
 * @throws {ForbiddenError} if `role` may not decide this.
 */
export function standingOfDecision(
  { level, protected: wanted }: Pick<Decision, 'protected'> & Pick<Standing, 'level'>,
  known: { readonly protected: boolean; readonly ageBand: AgeBand },
  role: KeyRole,
): Standing {
  checkDecider(role)
  const isShielded = known.protected || known.ageBand === 'minor'
  const isProtected = wanted ?? known.protected
  const lifts = isShielded && wanted === false
  if (lifts && !SHIELD_LIFTERS.includes(role)) {
    throw new ForbiddenError(
      `The account may belong to a child or a victim; only ${SHIELD_LIFTERS.join(' or ')} may take its protection away.`,
    )
  }
  if (isShielded && !lifts && level !== 'clear') {
    throw new ForbiddenError(
      'The account may belong to a child or a victim, and is shielded instead of sanctioned; a lead may decide otherwise with "protected": false.',
    )
  }
  return Object.freeze({ level, protected: isProtected, ageBand: known.ageBand })
}
