/**
 * What every operation works with, put together once.
 *
 * @module
 */
import { endBrakes, type MembersOf } from '../casework/brake.ts'
import { type Casework } from '../casework/casework.ts'
import { type MappedNetwork } from '../casework/cases/mapped-network.ts'
import { type DecisionRunner, startDecisionRunner } from '../casework/decisions/runner.ts'
import { type KnownOf } from '../casework/shield-of.ts'
import { type BrakedGuard, createBrakedGuard } from '../guard/braked-guard.ts'
import { type BrakedSearch, createBrakedSearch, type Searching } from '../guard/braked-search.ts'
import { type Brakes, createBrakes } from '../guard/brakes.ts'
import { createExposure, type Exposure } from '../guard/exposure.ts'
import { type AccountStanding } from '../guard/account-standing.ts'
import { createGuard, type Guard } from '../guard/guard.ts'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { type AuditRecord } from '../model/audit-record.ts'
import { NotFoundError } from '../model/errors.ts'
import { type NetworkDesk } from '../investigate/question.ts'
import { stateOf } from '../model/automation.ts'
import { type Brake } from '../model/brake.ts'
import { DEFAULT_REMOVED_ALONE } from '../model/case-decision.ts'
import { DEFAULT_SECOND_SHARE } from '../model/second-reading.ts'
import { type CandidatesOfMap } from '../model/re-entry.ts'
import { type Policy } from '../model/policy.ts'
import { type AutomaticBrakes, startAutomaticBrakes } from './automatic-brakes.ts'
import { createBaseStandings } from './base-standings.ts'
import { type Documents, followDocuments } from './follow-documents.ts'
import { createFollowable, type Followable } from './followable.ts'
import { type Follower, followStore } from './follower.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { type SignInProvider } from './sign-in-provider.ts'

export interface Service {
  readonly casework: Casework
  readonly guard: Guard
  readonly braked: BrakedGuard
  readonly search: BrakedSearch
  readonly brakes: Brakes
  readonly exposure: Exposure
  /** Null where the operator has not turned them on. */
  readonly automaticBrakes: AutomaticBrakes | null
  readonly follower: Follower
  readonly documents: Documents
  /** For guards in other processes. */
  readonly followable: Followable
  readonly metrics: Metrics
  readonly membersOf: MembersOf
  /** The latest first. */
  readonly audits: () => Promise<readonly AuditRecord[]>
  /** Null where people sign in with passwords only. */
  readonly provider: SignInProvider | null
  readonly networks: NetworkDesk
  readonly networkOf: (id: string) => MappedNetwork | null
  /** Null without a map. */
  readonly candidates: () => CandidatesOfMap | null
  /** What this guard knows of an account. */
  readonly knownOf: KnownOf
  /** Carries out decisions about many accounts. */
  readonly decisions: DecisionRunner
  readonly removedAlone: number
  readonly secondShare: number
  /** Put these in the place of what was known of everybody at the start. */
  readonly replaceBase: (standings: Iterable<AccountStanding>) => void
}

export interface ServiceOptions {
  readonly casework: Casework
  /**
   * What is known of everybody; what was inferred or decided stands above it. It is kept, and read again
   * for who follows this server.
   */
  readonly standings: Iterable<AccountStanding>
  readonly membersOf: MembersOf
  /** What audits have left, the latest first; nothing unless said. */
  readonly audits?: () => Promise<readonly AuditRecord[]>
  /** Who says who people are, besides their passwords; nobody unless said. */
  readonly provider?: SignInProvider | null
  /** Answers about the networks of the map; left out, there is no map. */
  readonly networks?: NetworkDesk
  /** A network of the latest map as a case needs it; none unless said. */
  readonly networkOf?: (id: string) => MappedNetwork | null
  /** Who may have taken the place of removed accounts by the latest map; nobody knows unless said. */
  readonly candidates?: () => CandidatesOfMap | null
  /** How many accounts one person may remove alone. */
  readonly removedAlone?: number
  /** Share of closed cases, 0..1, that a second person reads. */
  readonly secondShare?: number
  /** Until the store has a policy. */
  readonly policy?: Policy
  /** The operator's own list until the store has one; without any, only brakes block a query. */
  readonly searching?: Searching | null
  /** Share of viewers, 0..1, past which a surface brakes itself; never unless said. */
  readonly exposureBudget?: number | null
  /** Told of each brake that software pulled. */
  readonly onAutomaticBrake?: (brake: Brake) => void
  /** From this age of its state on the guard fails as its policy says; ten seconds unless said. */
  readonly staleAfterMillis?: number
  /** Told when the store cannot be read, and not again until it could be. */
  readonly onFailure: (error: unknown) => void
}

const STALE_AFTER_MILLIS = 10_000

const WITHOUT_MAP: NetworkDesk = Object.freeze({
  async ask(): Promise<never> {
    throw new NotFoundError('There is no map yet; run "firebreak map" first.')
  },
})

/** @throws {StoreError} if the store cannot be read at the start. */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { casework, standings, membersOf, policy = DEFAULT_POLICY, onFailure } = options
  const { staleAfterMillis = STALE_AFTER_MILLIS, searching = null } = options
  const { audits = async () => [], provider = null } = options
  const { networks = WITHOUT_MAP, networkOf = () => null, candidates = () => null } = options
  const { exposureBudget = null, onAutomaticBrake = () => {} } = options
  const { removedAlone = DEFAULT_REMOVED_ALONE, secondShare = DEFAULT_SECOND_SHARE } = options
  const guard = createGuard({ policy })
  // the versions of the store count from here
  guard.replaceStandings(standings, '0')
  const brakes = createBrakes()
  const { store, now } = casework
  const documents = followDocuments({ store, guard, policy, searching, onFailure })
  const follower = await followStore({
    store,
    guard,
    brakes,
    documents,
    now,
    staleAfterMillis,
    onFailure,
    endBrakes: (ids) => endBrakes(casework, ids),
  })
  await documents.settled()
  const exposure = createExposure(guard)
  const metrics = createMetrics({
    exposureOf: (surface) => exposure.estimate(surface, performance.now()),
    stateAgeSeconds: () => follower.ageMillis() / 1000,
    liveBrakes: () => brakes.live(now()).length,
    guardLive: () => (guard.state === 'live' ? 1 : 0),
    documentVersion: (kind) => documents.enforced(kind) ?? 0,
    shadowDifferences: () => guard.shadowCounts()?.differences ?? [],
    automationHalted: () => (stateOf(follower.automation()) === 'halted' ? 1 : 0),
  })
  const automaticBrakes =
    exposureBudget === null
      ? null
      : startAutomaticBrakes({
          casework,
          follower,
          brakes,
          exposure,
          onFailure,
          budget: exposureBudget,
          onPull: onAutomaticBrake,
        })
  const braked = createBrakedGuard(guard, brakes, now)
  const search = createBrakedSearch(documents.searching, brakes, now)
  let bases = 0
  let base = createBaseStandings(standings)
  const followable = createFollowable({ follower, documents, brakes, base: () => base, now })
  const replaceBase = (next: Iterable<AccountStanding>) => {
    guard.replaceStandings(next, `${follower.version()}-map-${++bases}`)
    base = createBaseStandings(next)
    followable.wake()
  }
  const knownOf: KnownOf = (account) => guard.standingOf(account)
  const decisions = startDecisionRunner(casework, knownOf, onFailure)
  return Object.freeze({
    casework,
    guard,
    braked,
    search,
    brakes,
    exposure,
    automaticBrakes,
    follower,
    documents,
    followable,
    metrics,
    membersOf,
    audits,
    provider,
    networks,
    networkOf,
    candidates,
    knownOf,
    decisions,
    removedAlone,
    secondShare,
    replaceBase,
  })
}
