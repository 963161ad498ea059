/**
 * The part of the store's port that cases, decisions, appeals and second readings are kept by.
 *
 * @module
 */
import { type AftermathPoint } from '../model/aftermath.ts'
import { type Appeal, type AppealState } from '../model/appeal.ts'
import {
  type AccountOutcome,
  type CaseDecision,
  type DecisionState,
} from '../model/case-decision.ts'
import {
  type Case,
  type CaseEvent,
  type CaseKind,
  type CaseState,
  type CaseSubject,
} from '../model/case.ts'
import { type Role } from '../model/role.ts'
import { type SavedView } from '../model/saved-view.ts'
import { type SecondReading } from '../model/second-reading.ts'

export interface CaseFilter {
  readonly state: CaseState
  readonly kind: CaseKind | null
  /** False leaves out those of child safety. */
  readonly childSafety: boolean
  readonly region: string | null
  /** Whether it is locked at this time; null for both. */
  readonly locked: boolean | null
  readonly atMillis: number
}

/**
 * The place after which a page begins: the number by which the cases are ordered, and the id where two
 * stand alike.
 */
export interface CasePlace {
  readonly priority: number
  readonly id: string
}

export interface DecidedAccount {
  /** 0, 1, 2, in the order in which they are gone through. */
  readonly place: number
  readonly account: string
  readonly outcome: AccountOutcome
  /** The version of the standing that was given, or null. */
  readonly version: number | null
  /** What held before where a person had said it, or null. */
  readonly before: number | null
}

export interface TextPage {
  readonly after: string | null
  readonly limit: number
}

export interface CaseReader {
  readonly case: (id: string) => Promise<Case | null>
  /** The highest priority first; the open one where those of child safety are left out. */
  readonly cases: (
    filter: CaseFilter,
    page: { readonly after: CasePlace | null; readonly limit: number },
  ) => Promise<readonly Case[]>
  readonly caseCounts: (
    filter: Pick<CaseFilter, 'state' | 'childSafety'>,
  ) => Promise<ReadonlyMap<CaseKind, number>>
  /** In the order of their ids. */
  readonly caseSubjects: (id: string, page: TextPage) => Promise<readonly CaseSubject[]>
  /** The accounts of each of these cases, few as they should be; none of one that has nobody. */
  readonly accountsOfCases: (
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>
  readonly caseRoleCounts: (id: string) => Promise<ReadonlyMap<Role | null, number>>
  /** Which open cases have any of these accounts, and how many of them. */
  readonly openCasesWith: (accounts: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Likewise, closed ones too. */
  readonly casesWith: (accounts: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Those of these accounts that are in an open case. */
  readonly accountsInOpenCases: (accounts: readonly string[]) => Promise<ReadonlySet<string>>
  /** Those of these accounts that are or ever were in a care case. */
  readonly accountsInCare: (accounts: readonly string[]) => Promise<ReadonlySet<string>>
  /** Oldest first. */
  readonly caseEvents: (id: string) => Promise<readonly CaseEvent[]>
  readonly caseDecision: (id: string) => Promise<CaseDecision | null>
  /** Oldest first. */
  readonly decisionsOfCase: (id: string) => Promise<readonly CaseDecision[]>
  readonly decisionsIn: (states: readonly DecisionState[]) => Promise<readonly CaseDecision[]>
  /** From a place on, in their order. */
  readonly decidedAccounts: (
    id: string,
    from: number,
    limit: number,
  ) => Promise<readonly DecidedAccount[]>
  /** The latest decision that was applied to the account and not taken back. */
  readonly lastAppliedTo: (
    account: string,
  ) => Promise<{ readonly decision: string; readonly place: number } | null>
  /** Oldest first. */
  readonly aftermath: (decision: string) => Promise<readonly AftermathPoint[]>
  readonly appeal: (id: string) => Promise<Appeal | null>
  readonly appealByReference: (reference: string) => Promise<Appeal | null>
  /** Oldest first. */
  readonly appeals: (
    state: AppealState,
    childSafety: boolean,
    page: TextPage,
  ) => Promise<readonly Appeal[]>
  /** By name. */
  readonly savedViews: (caseId: string) => Promise<readonly SavedView[]>
  readonly secondReading: (caseId: string) => Promise<SecondReading | null>
  /** Oldest first, `limit` at most. */
  readonly secondReadings: (isRead: boolean, limit: number) => Promise<readonly SecondReading[]>
}

export interface CaseWriter {
  /** In the place of the case of the same id, if there is one. */
  readonly putCase: (one: Case) => Promise<void>
  /** Those that are in it already stay as they are. */
  readonly addCaseSubjects: (id: string, subjects: readonly CaseSubject[]) => Promise<void>
  readonly addCaseEvent: (id: string, event: CaseEvent) => Promise<void>
  readonly putDecision: (decision: CaseDecision) => Promise<void>
  readonly putDecidedAccounts: (id: string, accounts: readonly DecidedAccount[]) => Promise<void>
  /** One of the same time stays as it is. */
  readonly putAftermath: (decision: string, point: AftermathPoint) => Promise<void>
  readonly putAppeal: (appeal: Appeal) => Promise<void>
  /** In the place of the view of the same name, if there is one. */
  readonly putSavedView: (caseId: string, view: SavedView) => Promise<void>
  readonly putSecondReading: (reading: SecondReading) => Promise<void>
}
