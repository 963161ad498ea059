/**
 * The guard inside a platform's own process, kept the same as a server's.
 *
 * It starts from the server's snapshot and then asks for changes, one question after the other, each of
 * which waits at the server until there is something to say. Where the server cannot be reached, or
 * cannot read its own store, the guard answers from what it knew last; from `staleAfterMillis` on it does
 * what the policy says of a failure, by surface, until it has caught up. No question to the guard ever
 * waits for the server, or fails because of it.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { shown } from '../../model/parse.ts'
import { type BrakedGuard, createBrakedGuard } from '../braked-guard.ts'
import { createGuard, type GuardState } from '../guard.ts'
import { askServer, FollowError, type ServerAddress } from './ask-server.ts'
import { followBrakes } from './followed-brakes.ts'
import { type FollowedState, loadState } from './followed-state.ts'

export type FollowedGuard = Pick<BrakedGuard, 'filter' | 'filterNumeric' | 'learn'>

export interface FollowOptions extends ServerAddress {
  /** Told when the server cannot be followed, in one sentence, and not the same again until it could be. */
  readonly onFault?: (error: Error) => void
  /** From this age of its state on the guard fails as its policy says; ten seconds unless said. */
  readonly staleAfterMillis?: number
}

export interface ServerFollower {
  /** Closed until it has its first state; the same object for good. */
  readonly guard: FollowedGuard
  /** Resolves once the guard has its first state, or is stopped; never rejects. */
  readonly ready: Promise<void>
  readonly state: GuardState
  /** Of the last standing that was read; 0 before the first state. */
  readonly version: number
  /** Since what is known here was all that there was to know; infinite before the first state. */
  readonly ageMillis: () => number
  /** Ask no more. The guard goes on with what it knows, and grows stale. */
  readonly stop: () => Promise<void>
}

const STALE_AFTER_MILLIS = 10_000
const LEAST_STALE_MILLIS = 100
/** Between two questions: so many a second are enough, and one server has many followers. */
const PAUSE_MILLIS = 25
const LEAST_BACK_OFF_MILLIS = 100
const MOST_BACK_OFF_MILLIS = 5000
/** Between two snapshots, where the first one failed. */
const LOAD_PAUSE_MILLIS = 5000
const MOST_WAIT_SECONDS = 30

/** Milliseconds by a clock that nobody can set. */
const monotonic = () => performance.now()

/** @throws {InputError} if `url` or `key` cannot be one, or the age is none. */
export function followServer(options: FollowOptions): ServerFollower {
  const { onFault = () => {}, staleAfterMillis = STALE_AFTER_MILLIS } = options
  if (!(staleAfterMillis >= LEAST_STALE_MILLIS)) {
    throw new InputError(
      `staleAfterMillis is ${shown(staleAfterMillis)}; write ${LEAST_STALE_MILLIS} or more.`,
    )
  }
  const server = askServer(options, staleAfterMillis)
  const { brakes, follow: followTheBrakes } = followBrakes(server.brakeMembers)
  // an answer has to come three times before the state is too old
  const waitSeconds = Math.min(MOST_WAIT_SECONDS, Math.floor(staleAfterMillis / 3000))
  const nothing = createBrakedGuard(createGuard(), brakes, monotonic)

  let current: { readonly state: FollowedState; readonly braked: BrakedGuard } | null = null
  /** A newer snapshot that has to catch up before it takes the place of `current`. */
  let loaded: FollowedState | null = null
  let isLoading = false
  let loadAgainMillis = -Infinity
  let stateName = ''
  let readAtMillis = -Infinity
  let told = ''
  let wakeUp: (() => void) | null = null
  const life = { stopped: false }
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>()

  const ageMillis = () => monotonic() - readAtMillis

  /** The guard as it must answer now. */
  function now(): BrakedGuard {
    if (current === null) return nothing
    const { state, braked } = current
    state.takeBackEnded()
    if (state.guard.state === 'live' && ageMillis() > staleAfterMillis) state.guard.markStale()
    return braked
  }

  async function step(): Promise<void> {
    if (current === null) loaded ??= await loadState(server.snapshot())
    const target = loaded ?? current!.state
    const sentMillis = monotonic()
    const changes = await server.changes({
      after: target.version,
      // a new state asks for everything at once
      state: loaded === null ? stateName : '',
      waitSeconds: isLoading ? Math.min(1, waitSeconds) : waitSeconds,
    })
    target.apply(changes.standings, changes.version)
    await followTheBrakes(changes.brakes)
    if (changes.base !== target.base) loadBeside()
    if (changes.more) {
      stateName = ''
      return
    }
    target.setPolicy(changes.policy)
    stateName = changes.state
    const { guard } = target
    if (loaded !== null) {
      current = { state: loaded, braked: createBrakedGuard(guard, brakes, monotonic) }
      loaded = null
    }
    // when the server looked, by our clock, as late as it can have been
    readAtMillis = sentMillis + changes.waitedMillis - changes.ageMillis
    isReady()
    if (changes.ageMillis > staleAfterMillis) {
      throw new FollowError('stale', 'The server that is followed cannot read its own store.')
    }
    if (ageMillis() <= staleAfterMillis) guard.markLive()
  }

  /** Another base: the guard goes on with the one it has until the other is here. */
  function loadBeside(): void {
    if (isLoading || loaded !== null || monotonic() < loadAgainMillis) return
    isLoading = true
    loadState(server.snapshot())
      .then(
        (state) => (loaded = state),
        (error: unknown) => {
          loadAgainMillis = monotonic() + LOAD_PAUSE_MILLIS
          tell(error)
        },
      )
      .finally(() => (isLoading = false))
  }

  async function follow(): Promise<void> {
    let failures = 0
    while (!life.stopped) {
      try {
        await step()
        failures = 0
        told = ''
        await pause(PAUSE_MILLIS)
      } catch (error) {
        if (error instanceof FollowError && error.code === 'conflict') {
          // the server's state is an earlier one: what is here cannot be made the same by changes
          loaded = null
          await loadInPlace(error)
        } else tell(error)
        const longest = LEAST_BACK_OFF_MILLIS * 2 ** Math.min(failures++, 10)
        await pause(Math.min(MOST_BACK_OFF_MILLIS, longest) * (0.5 + Math.random() / 2))
      }
    }
    isReady()
  }

  async function loadInPlace(because: FollowError): Promise<void> {
    tell(because)
    try {
      loaded = await loadState(server.snapshot())
    } catch (error) {
      tell(error)
    }
  }

  function tell(error: unknown): void {
    if (life.stopped) return
    const fault = error instanceof Error ? error : new Error(String(error))
    if (fault.message === told) return
    told = fault.message
    try {
      onFault(fault)
    } catch {
      // theirs to mend; it must not end the following
    }
  }

  function pause(millis: number): Promise<void> {
    if (life.stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const following = follow()

  return Object.freeze<ServerFollower>({
    guard: Object.freeze<FollowedGuard>({
      filter: (viewer, question, candidates) => now().filter(viewer, question, candidates),
      filterNumeric: (viewer, question, candidates) =>
        now().filterNumeric(viewer, question, candidates),
      learn: (interactions) => now().learn(interactions),
    }),
    ready,
    get state() {
      now()
      return current === null ? 'empty' : current.state.guard.state
    },
    get version() {
      return current === null ? 0 : current.state.version
    },
    ageMillis,
    async stop() {
      life.stopped = true
      server.stop()
      wakeUp?.()
      await following
    },
  })
}
