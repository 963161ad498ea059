/**
 * The store's port: what the rest of Firebreak asks of whatever keeps its state.
 *
 * Reading is always allowed; writing only inside `transact`, which runs one piece of work after the
 * other, in the order in which they were asked for, in whatever process. That is what lets an audit
 * log be a chain and a version be a count: nobody is between reading the last and writing the next.
 *
 * A row is written as it is given: who may do it, and what follows from it, is decided in `casework`.
 *
 * @module
 */
import { type AuditEntry, type Checkpoint } from '../model/audit-entry.ts'
import { type Automation } from '../model/automation.ts'
import { type Brake } from '../model/brake.ts'
import {
  type DocumentHead,
  type DocumentKind,
  type DocumentState,
  type StoredDocument,
} from '../model/document.ts'
import { type ApiKey } from '../model/key-role.ts'
import { type Session, type SignedPerson } from '../model/signed-person.ts'
import { type Signal } from '../model/signal.ts'
import { type CaseReader, type CaseWriter } from './case-store.ts'

export interface Store extends StoreReader {
  /**
   * Run `work` alone. When the promise resolves, everything that it wrote is on disk; when it rejects,
   * nothing is. Work that waits at the same time is written to disk together, but each stands or
   * falls by itself.
   *
   * `work` must await nothing but the transaction: everybody else waits for it.
   *
   * @throws {StoreError} if it cannot be written; whatever `work` throws, as it is.
   */
  readonly transact: <T>(work: (tx: StoreTransaction) => Promise<T>) => Promise<T>
  /**
   * Be told soon after something was written, here or in another process. It may be told once for
   * several writes. Answers with how to stop.
   */
  readonly watch: (onChange: () => void) => () => void
  /** Wait for work that was asked for, then let go of everything. */
  readonly close: () => Promise<void>
}

export interface StoreReader extends CaseReader {
  /** In the order of their `sequence`. */
  readonly signals: (page: Page) => Promise<readonly StoredSignal[]>
  /**
   * How sure the surest signal of each kind and polarity on one account is, of those that shield: at
   * most ten, however many signals there are.
   */
  readonly surestSignalsOn: (account: string) => Promise<readonly SurestSignal[]>
  /**
   * The accounts that this reporter last reported, of reports that shield, with when each was first
   * received: at most `limit`.
   */
  readonly reportedBy: (reporter: string, limit: number) => Promise<ReadonlyMap<string, number>>
  /** What investigators' signals say of those of these accounts that have any; a benign one first. */
  readonly investigated: (accounts: readonly string[]) => Promise<ReadonlyMap<string, Investigated>>
  /** The digests of those of these identities that are kept already. */
  readonly signalDigests: (identities: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The latest standing of each account, in the order of `version`. */
  readonly standings: (page: Page) => Promise<readonly StoredStanding[]>
  /** How many accounts ever had one. */
  readonly countStandings: () => Promise<number>
  readonly standingOf: (account: string) => Promise<StoredStanding | null>
  /** The latest standings of those of these accounts that ever had one. */
  readonly standingsOf: (
    accounts: readonly string[],
  ) => Promise<ReadonlyMap<string, StoredStanding>>
  /** Every standing that the account ever had, oldest first. */
  readonly standingHistory: (account: string) => Promise<readonly StoredStanding[]>
  /** All of them, the latest pull first. */
  readonly brakes: () => Promise<readonly Brake[]>
  /** Those that are live then, as `isLive` has it; few, however many there ever were. */
  readonly liveBrakes: (atMillis: number) => Promise<readonly Brake[]>
  readonly brake: (id: string) => Promise<Brake | null>
  /** The accounts that a brake on a network holds; none for another brake. */
  readonly brakeMembers: (id: string) => Promise<readonly string[]>
  readonly keys: () => Promise<readonly ApiKey[]>
  /** Who may sign in, and who once could. */
  readonly people: () => Promise<readonly SignedPerson[]>
  /** Those that were not removed, whether they are open or over. */
  readonly sessions: () => Promise<readonly Session[]>
  readonly automation: () => Promise<Automation>
  /** How many standings software has changed after that time, as `addInferredChanges` was told. */
  readonly inferredChangesSince: (atMillis: number) => Promise<number>
  readonly auditEntries: (page: Page) => Promise<readonly AuditEntry[]>
  /** Those that fit, the latest first. */
  readonly findAuditEntries: (search: AuditSearch) => Promise<readonly AuditEntry[]>
  readonly lastAuditEntry: () => Promise<AuditEntry | null>
  readonly checkpoints: (page: Page) => Promise<readonly Checkpoint[]>
  /** Of each kind that has ever had a document, what counts now. */
  readonly documentStates: () => Promise<readonly DocumentState[]>
  /** The latest versions of a kind, the latest first, `limit` at most. */
  readonly documents: (kind: DocumentKind, limit: number) => Promise<readonly DocumentHead[]>
  readonly document: (kind: DocumentKind, version: number) => Promise<StoredDocument | null>
  /** The version that calls itself so. */
  readonly documentNamed: (kind: DocumentKind, name: string) => Promise<DocumentHead | null>
}

export interface StoreTransaction extends StoreReader, CaseWriter {
  /** Those of an identity that is kept already are the caller's to leave out. */
  readonly addSignals: (signals: readonly NewSignal[]) => Promise<void>
  /** Give the account a standing, keeping the ones before. Answers with it and its version. */
  readonly setStanding: (standing: NewStanding) => Promise<StoredStanding>
  /** The same for many, an account once, in one go. Answers with the versions. */
  readonly setStandings: (standings: readonly NewStanding[]) => Promise<readonly number[]>
  readonly putAutomation: (automation: Automation) => Promise<void>
  readonly addInferredChanges: (changes: {
    readonly atMillis: number
    readonly count: number
  }) => Promise<void>
  /** In the place of the brake of the same id, if there is one. */
  readonly putBrake: (brake: Brake) => Promise<void>
  /** Once for each brake: what it holds does not change with the map. */
  readonly addBrakeMembers: (id: string, accounts: readonly string[]) => Promise<void>
  /** In the place of the key of the same id, if there is one. */
  readonly putKey: (key: ApiKey) => Promise<void>
  /** In the place of the person of the same id, if there is one. */
  readonly putPerson: (person: SignedPerson) => Promise<void>
  /** In the place of the session of the same hash, if there is one. */
  readonly putSession: (session: Session) => Promise<void>
  /** By their hashes; one that is not there is none to remove. */
  readonly removeSessions: (hashes: readonly string[]) => Promise<void>
  readonly addAuditEntry: (entry: AuditEntry) => Promise<void>
  readonly addCheckpoint: (checkpoint: Checkpoint) => Promise<void>
  /** As the next version of its kind. A name that is taken is the caller's to refuse. */
  readonly addDocument: (document: NewDocument) => Promise<DocumentHead>
  /** In the place of the state of the same kind, if there is one. */
  readonly putDocumentState: (state: DocumentState) => Promise<void>
}

export type NewDocument = Omit<StoredDocument, 'version'>

/** Rows after a number, in its order, `limit` at most. */
export interface Page {
  readonly after: number
  readonly limit: number
}

/** What is looked for between two numbers, both left out themselves; `limit` at most. */
export interface AuditSearch extends Page {
  readonly before: number
  /** What the action begins with. */
  readonly action?: string | undefined
  readonly actor?: string | undefined
  readonly subject?: string | undefined
  readonly fromMillis?: number | undefined
  readonly toMillis?: number | undefined
}

export interface NewSignal {
  readonly signal: Signal
  /** What makes it the same signal when it comes again. */
  readonly identity: string
  /** Hash of what it says, to tell the same from another one under the same identity. */
  readonly digest: string
  readonly receivedAtMillis: number
  /** Whether it has a say in its account's own standing; no where its reporter has said too much. */
  readonly shields: boolean
}

/** What an investigator found, and when the first such signal was received. */
export interface Investigated {
  readonly harmful: boolean
  readonly atMillis: number
}

export type SurestSignal = Pick<Signal, 'subject' | 'kind' | 'polarity' | 'confidence'>

export interface StoredSignal extends NewSignal {
  readonly sequence: number
}

export interface NewStanding {
  readonly account: string
  /** As `packStanding` makes it; `UNKNOWN_STANDING` takes back what was set. */
  readonly standing: number
  /** `software`, or the id of the key of the person who decided. */
  readonly setBy: string
  readonly reason: string
  readonly atMillis: number
  /** Null for a standing without an end. */
  readonly expiresAtMillis: number | null
}

export interface StoredStanding extends NewStanding {
  /** Rises by one with each change of any standing: the place in the change feed. */
  readonly version: number
}
