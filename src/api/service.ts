/**
 * What every operation works with, put together once.
 *
 * @module
 */
import { type Casework } from '../casework/casework.ts'
import { type BrakedGuard, createBrakedGuard } from '../guard/braked-guard.ts'
import { type BrakedSearch, createBrakedSearch, type Searching } from '../guard/braked-search.ts'
import { type Brakes, createBrakes } from '../guard/brakes.ts'
import { createDecidedStandings, type Decided } from '../guard/decided-standings.ts'
import { createGuard, type Guard } from '../guard/guard.ts'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { type Policy } from '../model/policy.ts'
import { type Follower, followStore } from './follower.ts'
import { createMetrics, type Metrics } from './metrics.ts'

export interface Service {
  readonly casework: Casework
  readonly guard: Guard
  readonly braked: BrakedGuard
  readonly search: BrakedSearch
  readonly brakes: Brakes
  readonly follower: Follower
  readonly metrics: Metrics
  /** The accounts of a network by its id; none when it is not in the map. */
  readonly membersOf: (network: string) => readonly string[]
}

export interface ServiceOptions {
  readonly casework: Casework
  /** What the map says of everybody; what was decided since stands above it. */
  readonly standings: Iterable<Decided>
  readonly membersOf: Service['membersOf']
  readonly policy?: Policy
  /** The operator's own list; left out, only brakes block a query. */
  readonly searching?: Searching | null
  /** From this age of its state on the guard fails as its policy says; ten seconds unless said. */
  readonly staleAfterMillis?: number
  /** Told when the store cannot be read, and not again until it could be. */
  readonly onFailure: (error: unknown) => void
}

const STALE_AFTER_MILLIS = 10_000

/** @throws {StoreError} if the store cannot be read at the start. */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { casework, standings, membersOf, policy = DEFAULT_POLICY, onFailure } = options
  const { staleAfterMillis = STALE_AFTER_MILLIS, searching = null } = options
  const guard = createGuard({ policy })
  const decided = createDecidedStandings(guard)
  // the versions of the store count from here
  decided.replaceBase(standings, '0')
  const brakes = createBrakes(membersOf)
  const { store, now } = casework
  const following = { store, guard, decided, brakes, now, staleAfterMillis, onFailure }
  const follower = await followStore(following)
  const metrics = createMetrics({
    stateAgeSeconds: () => follower.ageMillis() / 1000,
    liveBrakes: () => brakes.live(now()).length,
    guardLive: () => (guard.state === 'live' ? 1 : 0),
  })
  const braked = createBrakedGuard(guard, brakes, now)
  const search = createBrakedSearch(searching, brakes, now)
  return Object.freeze({ casework, guard, braked, search, brakes, follower, metrics, membersOf })
}
