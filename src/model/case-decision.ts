/**
 * What people decide about the accounts of a case, few or many at once.
 *
 * @module
 */
import { readAccounts, readReason } from './case.ts'
import { InputError } from './errors.ts'
import { readObject, readOneOf, readPlainText, readWhole } from './parse.ts'
import { type Holder } from './person.ts'
import { ROLES, type Role } from './role.ts'
import { type StandingLevel } from './standing.ts'

export const DECISION_KINDS = [
  'limit',
  'withhold',
  'remove',
  'protect',
  'clear',
  'escalate',
] as const
export type DecisionKind = (typeof DECISION_KINDS)[number]

/** The level that each gives; null for what is no sanction. */
export const SANCTIONS: Readonly<Record<DecisionKind, StandingLevel | null>> = {
  limit: 'limit',
  withhold: 'withhold',
  remove: 'removed',
  protect: null,
  clear: null,
  escalate: null,
}

/** From more accounts than this on, a removal waits for a second person. */
export const DEFAULT_REMOVED_ALONE = 10

const MOST_POLICY_CHARACTERS = 256

/**
 * `waiting` for a second person, who approves it or refuses; `running` while its accounts are gone
 * through one after the other; `reversing` likewise.
 */
export const DECISION_STATES = [
  'waiting',
  'refused',
  'running',
  'done',
  'reversing',
  'reversed',
] as const
export type DecisionState = (typeof DECISION_STATES)[number]

/** What came of each account: every one is exactly one of these. */
export const ACCOUNT_OUTCOMES = [
  'waiting',
  'applied',
  'leftOut',
  'conflict',
  'reversed',
  'newer',
] as const
export type AccountOutcome = (typeof ACCOUNT_OUTCOMES)[number]

export interface CaseDecision {
  readonly id: string
  readonly case: string
  readonly kind: DecisionKind
  readonly state: DecisionState
  readonly reason: string
  /** Which of the platform's rules it rests on, by its name. */
  readonly policy: string
  readonly by: Holder
  readonly role: 'investigator' | 'lead' | 'admin'
  readonly atMillis: number
  /** Who approved or refused it; null where nobody had to, or has yet. */
  readonly second: Holder | null
  readonly reversedBy: Holder | null
  readonly reverseReason: string | null
  /** Standings of a person's that are later than this version are left as they are. */
  readonly seenVersion: number
  /** SHA-256 over the accounts, in their order. */
  readonly accountsDigest: string
  /** What it rests on: the map's mark or the signal's digest. */
  readonly evidence: string | null
  readonly total: number
  /** Whether somebody named the accounts: they know how many, and nothing is learnt from the number. */
  readonly named: boolean
  /** Of the total, whom it would have left out when it was made. */
  readonly shielded: number
  /** How many have been gone through, in the direction in which it runs. */
  readonly next: number
  readonly counts: Readonly<Record<Exclude<AccountOutcome, 'waiting'>, number>>
}

/** Which accounts of a case: all, those of some roles, or those named. */
export type Selection =
  { readonly roles: readonly Role[] | null } | { readonly accounts: readonly string[] }

export interface DecisionAsked {
  readonly case: string
  readonly kind: DecisionKind
  readonly selection: Selection
  readonly reason: string
  readonly policy: string
  readonly seenVersion: number | null
}

const KEYS = ['case', 'kind', 'accounts', 'roles', 'reason', 'policy', 'seenVersion']

/** @throws {InputError} with the place of what is wrong. */
export function parseDecisionAsked(value: unknown): DecisionAsked {
  const spec = readObject(value, 'decision', KEYS)
  return {
    ...parseSelected(spec),
    reason: readReason(spec.reason, 'decision.reason'),
    policy: readPlainText(spec.policy, 'decision.policy', MOST_POLICY_CHARACTERS),
    seenVersion:
      spec.seenVersion == null
        ? null
        : readWhole(spec.seenVersion, 'decision.seenVersion', 0, Number.MAX_SAFE_INTEGER),
  }
}

export type PreviewAsked = Pick<DecisionAsked, 'case' | 'kind' | 'selection'>

/** The same without a reason: nothing is decided yet. @throws {InputError} as above. */
export function parsePreviewAsked(value: unknown): PreviewAsked {
  return parseSelected(readObject(value, 'decision', KEYS))
}

function parseSelected(spec: Readonly<Record<string, unknown>>): PreviewAsked {
  if (spec.accounts != null && spec.roles != null) {
    throw new InputError('decision.accounts stands beside decision.roles; select by one of them.')
  }
  const selection: Selection =
    spec.accounts == null
      ? { roles: spec.roles == null ? null : readRoles(spec.roles) }
      : { accounts: readAccounts(spec.accounts, 'decision.accounts') }
  return {
    case: readPlainText(spec.case, 'decision.case', 64),
    kind: readOneOf(spec.kind, 'decision.kind', DECISION_KINDS),
    selection,
  }
}

function readRoles(value: unknown): readonly Role[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > ROLES.length) {
    throw new InputError(`decision.roles is no list of roles; write some of ${ROLES.join(', ')}.`)
  }
  return value.map((each, i) => readOneOf(each, `decision.roles[${i}]`, ROLES))
}
