/**
 * Keeps what is in memory the same as what is in the store: standings by their change feed, keys,
 * people, sessions and live brakes whole, because there are few, and the documents that count.
 *
 * It reads when it is told of a change, and every second whether it is told or not: a lost
 * notification then costs a second, and a store that is gone is noticed.
 *
 * @module
 */
import { type BrakeMembers, type Brakes } from '../guard/brakes.ts'
import { createEnds } from '../guard/ends.ts'
import { type Guard } from '../guard/guard.ts'
import { type Automation, NO_AUTOMATION } from '../model/automation.ts'
import { type Brake } from '../model/brake.ts'
import { type ApiKey } from '../model/key-role.ts'
import { type Session, type SignedPerson } from '../model/signed-person.ts'
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { StoreError } from '../store/store-error.ts'
import { type Store, type StoredStanding } from '../store/store.ts'
import { type Documents } from './follow-documents.ts'
import { createStandingEnds } from './standing-ends.ts'

const LOOK_MILLIS = 1000
const STANDINGS_AT_ONCE = 5000

export interface Follower {
  /** Read what is new; when it resolves, this process enforces everything written before the call. */
  readonly catchUp: () => Promise<void>
  readonly keyOf: (hash: string) => ApiKey | null
  /** The session whose token has that hash, and whose it is; whether it is over is not looked at. */
  readonly sessionOf: (hash: string) => SignedIn | null
  readonly automation: () => Automation
  /** Of the last standing that was read. */
  readonly version: () => number
  /** Since the store was last read in full. */
  readonly ageMillis: () => number
  /** Be told after each reading. Answers with how to stop. */
  readonly onRead: (listener: () => void) => () => void
  readonly stop: () => Promise<void>
}

export interface SignedIn {
  readonly session: Session
  readonly person: SignedPerson
}

export interface FollowerOptions {
  readonly store: Store
  readonly guard: Guard
  readonly brakes: Brakes
  readonly documents: Documents
  /** Milliseconds since 1970: standings have an end. */
  readonly now: () => number
  /** Note that these brakes have come to their end. */
  readonly endBrakes: (ids: readonly string[]) => Promise<void>
  /** From this age on the guard does what its policy says of a failure. */
  readonly staleAfterMillis: number
  /** Told when the store cannot be read, and not again until it could be. */
  readonly onFailure: (error: unknown) => void
}

/** @throws {StoreError} if the store cannot be read at the start. */
export async function followStore(options: FollowerOptions): Promise<Follower> {
  const { store, guard, brakes, documents, now, endBrakes } = options
  const { staleAfterMillis, onFailure } = options
  let keys: ReadonlyMap<string, ApiKey> = new Map()
  let people: ReadonlyMap<string, SignedPerson> = new Map()
  let sessions: ReadonlyMap<string, Session> = new Map()
  let members: BrakeMembers = new Map()
  let automation = NO_AUTOMATION
  const brakeEnds = createEnds()
  const standingEnds = createStandingEnds({ read: (page) => store.standings(page) })
  let version = 0
  // by a clock that nobody can set back
  let readAtMillis = performance.now()
  let failing = false
  const listeners = new Set<() => void>()
  let reading: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function read(): Promise<void> {
    const startMillis = performance.now()
    const nowMillis = now()
    const stored = await store.liveBrakes(nowMillis)
    for (const { id, pulledAtMillis, endsAtMillis } of stored) {
      brakeEnds.see(id, { fromMillis: pulledAtMillis, toMillis: endsAtMillis, nowMillis })
    }
    const over = brakeEnds.ended()
    const live = stored.filter(({ id }) => !over.includes(id))
    members = await membersOf(live)
    brakes.set(live, members)
    keys = new Map((await store.keys()).map((key) => [key.hash, key]))
    people = new Map((await store.people()).map((person) => [person.id, person]))
    sessions = new Map((await store.sessions()).map((session) => [session.hash, session]))
    automation = await store.automation()
    for (;;) {
      const page = await store.standings({ after: version, limit: STANDINGS_AT_ONCE })
      if (page.length > 0) apply(page)
      if (page.length < STANDINGS_AT_ONCE) break
    }
    await takeBackEnded()
    if (over.length > 0) await noteEnded(over)
    await documents.follow()
    readAtMillis = startMillis
    guard.markLive()
    for (const listener of listeners) listener()
  }

  /** Of each brake on a network: they never change, so those that are known are not read again. */
  async function membersOf(live: readonly Brake[]): Promise<BrakeMembers> {
    const all = new Map<string, ReadonlySet<string>>()
    for (const { id, scope } of live) {
      if (!('network' in scope)) continue
      all.set(id, members.get(id) ?? new Set(await store.brakeMembers(id)))
    }
    return all
  }

  function apply(page: readonly StoredStanding[]): void {
    version = page.at(-1)!.version
    const over = standingEnds.see(page, now())
    const standings = page.map(({ account, standing }) => ({
      account,
      standing: over.has(account) ? UNKNOWN_STANDING : standing,
    }))
    guard.decideStandings(standings, String(version))
  }

  async function takeBackEnded(): Promise<void> {
    const ended = await standingEnds.ended(now())
    if (ended.length === 0) return
    guard.decideStandings(
      ended.map((account) => ({ account, standing: UNKNOWN_STANDING })),
      String(version),
    )
  }

  /** Where it cannot be noted now they hold no longer all the same, and it is tried again. */
  async function noteEnded(ids: readonly string[]): Promise<void> {
    try {
      await endBrakes(ids)
      for (const id of ids) brakeEnds.forget(id)
    } catch (error) {
      // a full disk is no reason not to read
      if (!(error instanceof StoreError)) throw error
    }
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

  guard.reserve(await store.countStandings())
  await catchUp()
  const stopWatching = store.watch(look)
  const timer = setInterval(look, LOOK_MILLIS)

  return Object.freeze<Follower>({
    catchUp,
    keyOf: (hash) => keys.get(hash) ?? null,
    sessionOf(hash) {
      const session = sessions.get(hash)
      const person = session && people.get(session.person)
      return person ? { session, person } : null
    },
    automation: () => automation,
    version: () => version,
    ageMillis,
    onRead(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async stop() {
      clearInterval(timer)
      stopWatching()
      await (next ?? reading)?.catch(() => {})
    },
  })
}
