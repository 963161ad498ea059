/**
 * The brakes of a server as its follower holds them: by what is left of them when they are first seen,
 * counted down here.
 *
 * @module
 */
import { type Brake } from '../../model/brake.ts'
import { type Brakes, createBrakes } from '../brakes.ts'
import { createEnds } from '../ends.ts'
import { type FollowedBrake } from './changes.ts'

export interface FollowedBrakes {
  /** Their ends are by `performance.now()`. */
  readonly brakes: Brakes
  /**
   * Put these in the place of all others: at once, but for the members of networks that are not known
   * yet. Resolves when those are held too.
   */
  readonly follow: (brakes: readonly FollowedBrake[]) => Promise<void>
}

/** @param membersOf the accounts that a brake on a network holds: asked once for each. */
export function followBrakes(
  membersOf: (id: string) => Promise<ReadonlySet<string>>,
): FollowedBrakes {
  const brakes = createBrakes()
  const ends = createEnds()
  let members: ReadonlyMap<string, ReadonlySet<string>> = new Map()
  let seen: readonly string[] = []

  return Object.freeze<FollowedBrakes>({
    brakes,
    async follow(next) {
      const ids = new Set(next.map(({ id }) => id))
      for (const id of seen) if (!ids.has(id)) ends.forget(id)
      seen = [...ids]
      const held = next.map(heldHere)
      const known = new Map([...members].filter(([id]) => ids.has(id)))
      const unknown = next.filter(({ id, scope }) => 'network' in scope && !known.has(id))
      const waiting = new Set(unknown.map(({ id }) => id))
      const ready = held.filter(({ id }) => !waiting.has(id))
      members = known
      brakes.set(ready, members)
      for (const { id } of unknown) {
        members = new Map([...members, [id, await membersOf(id)]])
        ready.push(...held.filter((brake) => brake.id === id))
        brakes.set(ready, members)
      }
    },
  })

  /** Who pulled it and why is told by the server, not here. */
  function heldHere({ id, scope, leftMillis }: FollowedBrake): Brake {
    const endsAtMillis = ends.see(id, { fromMillis: 0, toMillis: leftMillis, nowMillis: 0 })
    return {
      id,
      scope,
      endsAtMillis,
      reason: '',
      pulledBy: '',
      pulledAtMillis: 0,
      heldAccounts: null,
      releaseAskedBy: [],
      releasedAtMillis: null,
      endedAtMillis: null,
    }
  }
}
