/**
 * What a guard in another process follows here: the state in force, and being told when it changes.
 *
 * A follower says what it has, a version of the standings and the name of the rest; it is answered as
 * soon as either is another. Who is told too often asks once more, who is told too seldom is not
 * guarded: so whatever may have changed wakes everybody.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { type Brakes } from '../guard/brakes.ts'
import { type Brake } from '../model/brake.ts'
import { type Policy } from '../model/policy.ts'
import { type BaseStandings } from './base-standings.ts'
import { type Documents } from './follow-documents.ts'
import { type Follower } from './follower.ts'

export interface Followable {
  readonly now: () => Promise<FollowedState>
  readonly base: () => BaseStandings
  /** Wait until a follower that has these two lacks something, the time is over, or the wait is `left`. */
  readonly wait: (has: Has, millis: number, left: AbortSignal) => Promise<void>
  readonly waiting: () => number
  /** Let everybody go who waits, and nobody wait from now on. */
  readonly stop: () => void
  /** The base may be another one. */
  readonly wake: () => void
}

export interface Has {
  readonly version: number
  readonly state: string | undefined
}

/** All but the standings. */
export interface FollowedState {
  /** Names what is here: another one is another state. */
  readonly state: string
  readonly base: string
  readonly policy: Policy
  readonly brakes: readonly Brake[]
}

export interface FollowableOptions {
  readonly follower: Follower
  readonly documents: Documents
  readonly brakes: Brakes
  readonly base: () => BaseStandings
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function createFollowable(options: FollowableOptions): Followable {
  const { follower, documents, brakes, base, now } = options
  const waiting = new Set<() => void>()
  let stopped = false
  let policyDigest: { readonly policy: Policy; readonly digest: string } | null = null

  function digestOf(policy: Policy): string {
    if (policyDigest?.policy !== policy) {
      policyDigest = { policy, digest: digest(JSON.stringify(policy)) }
    }
    return policyDigest.digest
  }

  function state(): FollowedState {
    const policy = documents.policy()
    const live = brakes.live(now())
    // a base that has no name yet is another one than anybody has
    const mark = base().mark?.digest ?? ''
    const names = [mark, digestOf(policy), ...live.map(({ id }) => id)]
    return { state: digest(names.join()), base: mark, policy, brakes: live }
  }

  const wake = () => {
    for (const look of waiting) look()
  }
  follower.onRead(wake)

  return Object.freeze<Followable>({
    async now() {
      while (!base().mark) await base().marked()
      return state()
    },
    base,
    async wait({ version, state: known }, millis, left) {
      const lacks = () => follower.version() > version || state().state !== known
      if (stopped || left.aborted || lacks()) return
      await new Promise<void>((resolve) => {
        const end = () => {
          waiting.delete(look)
          clearTimeout(timer)
          left.removeEventListener('abort', end)
          resolve()
        }
        const look = () => {
          if (stopped || lacks()) end()
        }
        const timer = setTimeout(end, millis)
        waiting.add(look)
        left.addEventListener('abort', end)
      })
    },
    waiting: () => waiting.size,
    stop() {
      stopped = true
      wake()
    },
    wake,
  })
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
