/**
 * A case: a file in which people look at a network, an account or a child, and decide.
 *
 * An account that may belong to a child or a victim is in a `care` case, apart from everybody who is
 * looked at for what they do; only who has the permission for child safety ever sees that it is there.
 *
 * @module
 */
import { readId } from './account-id.ts'
import { InputError } from './errors.ts'
import { type KeyRole } from './key-role.ts'
import { readList, readObject, readOneOf, readPlainText } from './parse.ts'
import { type Holder } from './person.ts'
import { type Role } from './role.ts'

/** `account`: one finding or signal, with no network around it yet. */
export const CASE_KINDS = ['network', 'account', 'care'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

export const CASE_STATES = ['open', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** Lists of accounts are for those who decide about them, and for nobody else. */
export const CASE_WORKERS: readonly KeyRole[] = ['investigator', 'lead']
/** Who takes a case over from somebody, and to whom it is escalated. */
export const CASE_LEADS: readonly KeyRole[] = ['lead']

/** A lock ends by itself when nothing was done for so long: people are called away. */
export const LOCK_MILLIS = 15 * 60_000
const MOST_REASON_CHARACTERS = 1000
export const MOST_NOTE_CHARACTERS = 4000
export const MOST_NOTES = 1000
/** Named one by one in a request; a whole network comes from the map and may have more. */
export const MOST_NAMED = 5000

export interface Case {
  readonly id: string
  readonly kind: CaseKind
  readonly state: CaseState
  /** Only for who has the permission for child safety. */
  readonly childSafety: boolean
  /** What the map called it when the case was opened: another map may number otherwise. */
  readonly network: string | null
  /** The map that it rests on, as its mark tells it, or the digest of a signal; null for neither. */
  readonly evidence: string | null
  readonly region: string | null
  readonly reason: string
  /** How many accounts are in it. */
  readonly accounts: number
  /** Of them, those of whom it has turned out since that they may belong to a child or a victim. */
  readonly shielded: number
  readonly reach: number
  readonly closeness: number
  readonly minors: number
  readonly priority: number
  /** Without `minors`: where it stands for who may not know of them. */
  readonly openPriority: number
  /** Handed to a lead: others may read it and decide nothing. */
  readonly escalated: boolean
  readonly openedBy: Holder
  readonly openedAtMillis: number
  readonly closedBy: Holder | null
  readonly closedAtMillis: number | null
  readonly closingReason: string | null
  readonly lock: CaseLock | null
}

export interface CaseLock {
  readonly by: Holder
  readonly untilMillis: number
}

export interface CaseSubject {
  readonly account: string
  /** As the map had it; null for one that a person added. */
  readonly role: Role | null
  /** 0..1. */
  readonly closeness: number
}

export interface CaseEvent {
  readonly by: Holder
  readonly atMillis: number
  readonly text: string
  /** What was done for the account; null for a note. */
  readonly support: { readonly account: string; readonly action: string } | null
}

export interface CaseOpening {
  readonly kind: 'network' | 'account' | 'care'
  readonly network: string | null
  readonly accounts: readonly string[]
  readonly reason: string
}

/** @throws {InputError} with the place of what is wrong. */
export function parseCaseOpening(value: unknown): CaseOpening {
  const spec = readObject(value, 'case', ['kind', 'network', 'accounts', 'reason'])
  const kind = readOneOf(spec.kind, 'case.kind', CASE_KINDS)
  const network = spec.network == null ? null : readId(spec.network, 'case.network')
  const accounts = spec.accounts == null ? [] : readAccounts(spec.accounts, 'case.accounts')
  if ((kind === 'network') !== (network !== null)) {
    throw new InputError('case.network names the network of a case of that kind, and of no other.')
  }
  if (network === null && accounts.length === 0) {
    throw new InputError('case.accounts has nobody in it; name who the case is about.')
  }
  return { kind, network, accounts, reason: readReason(spec.reason, 'case.reason') }
}

/** Each once. @throws {InputError} with the place of what is wrong. */
export function readAccounts(value: unknown, where: string): readonly string[] {
  const list = readList(value, where, { least: 1, most: MOST_NAMED })
  return [...new Set(list.map((each, i) => readId(each, `${where}[${i}]`)))]
}

/** @throws {InputError} if it is none. */
export function readReason(value: unknown, where: string): string {
  return readPlainText(value, where, MOST_REASON_CHARACTERS)
}

/** The lock that holds then; one whose end is further off than any could be was set by another clock. */
export function lockOf({ lock }: Case, nowMillis: number): CaseLock | null {
  if (!lock || lock.untilMillis <= nowMillis) return null
  return lock.untilMillis > nowMillis + 2 * LOCK_MILLIS ? null : lock
}
