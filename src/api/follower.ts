/**
 * Keeps what is in memory the same as what is in the store: standings by their change feed, keys and
 * live brakes whole, because there are few.
 *
 * It reads when it is told of a change, and every second whether it is told or not: a lost
 * notification then costs a second, and a store that is gone is noticed.
 *
 * @module
 */
import { type DecidedStandings } from '../guard/decided-standings.ts'
import { type Brakes } from '../guard/brakes.ts'
import { type Guard } from '../guard/guard.ts'
import { type Automation, NO_AUTOMATION } from '../model/automation.ts'
import { type ApiKey } from '../model/key-role.ts'
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type Store, type StoredStanding } from '../store/store.ts'

const LOOK_MILLIS = 1000
const STANDINGS_AT_ONCE = 5000

export interface Follower {
  /** Read what is new; when it resolves, this process enforces everything written before the call. */
  readonly catchUp: () => Promise<void>
  readonly keyOf: (hash: string) => ApiKey | null
  readonly automation: () => Automation
  /** Of the last standing that was read. */
  readonly version: () => number
  /** Since the store was last read in full. */
  readonly ageMillis: () => number
  readonly stop: () => Promise<void>
}

export interface FollowerOptions {
  readonly store: Store
  readonly guard: Guard
  readonly decided: DecidedStandings
  readonly brakes: Brakes
  /** Milliseconds since 1970: standings have an end. */
  readonly now: () => number
  /** From this age on the guard does what its policy says of a failure. */
  readonly staleAfterMillis: number
  /** Told when the store cannot be read, and not again until it could be. */
  readonly onFailure: (error: unknown) => void
}

/** @throws {StoreError} if the store cannot be read at the start. */
export async function followStore(options: FollowerOptions): Promise<Follower> {
  const { store, guard, decided, brakes, now, staleAfterMillis, onFailure } = options
  let keys: ReadonlyMap<string, ApiKey> = new Map()
  let automation = NO_AUTOMATION
  /** Standings that will end by themselves. */
  const ending = new Map<string, number>()
  let version = 0
  // by a clock that nobody can set back
  let readAtMillis = performance.now()
  let failing = false
  let reading: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function read(): Promise<void> {
    const startMillis = performance.now()
    brakes.set(await store.liveBrakes(now()))
    keys = new Map((await store.keys()).map((key) => [key.hash, key]))
    automation = await store.automation()
    for (;;) {
      const page = await store.standings({ after: version, limit: STANDINGS_AT_ONCE })
      if (page.length > 0) apply(page)
      if (page.length < STANDINGS_AT_ONCE) break
    }
    takeBackEnded()
    readAtMillis = startMillis
    guard.markLive()
  }

  function apply(page: readonly StoredStanding[]): void {
    version = page.at(-1)!.version
    decided.apply(page, String(version))
    for (const { account, expiresAtMillis } of page) {
      if (expiresAtMillis === null) ending.delete(account)
      else ending.set(account, expiresAtMillis)
    }
  }

  function takeBackEnded(): void {
    const nowMillis = now()
    const ended = [...ending].filter(([, atMillis]) => atMillis <= nowMillis)
    if (ended.length === 0) return
    for (const [account] of ended) ending.delete(account)
    decided.apply(
      ended.map(([account]) => ({ account, standing: UNKNOWN_STANDING })),
      String(version),
    )
  }

  /** One reading at a time; who asks during one gets the next, which sees what they have written. */
  function catchUp(): Promise<void> {
    if (!reading) {
      reading = read().finally(() => (reading = null))
      return reading
    }
    next ??= reading
      .catch(() => {})
      .then(() => {
        next = null
        return catchUp()
      })
    return next
  }

  const look = () => {
    catchUp().then(
      () => (failing = false),
      (error: unknown) => {
        // once: it will fail the same way many times before somebody has mended it
        if (!failing) onFailure(error)
        failing = true
      },
    )
    if (ageMillis() > staleAfterMillis) guard.markStale()
  }
  const ageMillis = () => performance.now() - readAtMillis

  await catchUp()
  const stopWatching = store.watch(look)
  const timer = setInterval(look, LOOK_MILLIS)

  return Object.freeze<Follower>({
    catchUp,
    keyOf: (hash) => keys.get(hash) ?? null,
    automation: () => automation,
    version: () => version,
    ageMillis,
    async stop() {
      clearInterval(timer)
      stopWatching()
      await (next ?? reading)?.catch(() => {})
    },
  })
}
