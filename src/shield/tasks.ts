/**
 * What is to be judged next: the first look around a new seed before anything else, then first looks
 * that a new seed has made old, then the wider looks.
 *
 * @module
 */
import { type Seeds } from '../detect/detector.ts'
import { seedsAt } from '../detect/seeds.ts'

export interface Task {
  readonly seed: number
  /** Which look, from 0. */
  readonly look: number
  /** The seed alone; the same object for each look. */
  readonly around: Seeds
}

export interface Tasks {
  /** All looks around the seed. */
  readonly add: (seed: number, isNew: boolean) => void
  readonly drop: (seed: number) => void
  /** The next one, which counts as done; null when there is none. */
  readonly next: () => Task | null
}

export function createTasks(looks: number): Tasks {
  // lane 0 is for new seeds, lane 1 + k for look k
  const lanes = Array.from({ length: looks + 1 }, () => new Set<number>())
  const arounds = new Map<number, Seeds>()

  function take(lane: number): number | null {
    for (const seed of lanes[lane]) {
      lanes[lane].delete(seed)
      return seed
    }
    return null
  }

  return Object.freeze<Tasks>({
    add(seed, isNew) {
      if (!lanes[0].has(seed)) lanes[isNew ? 0 : 1].add(seed)
      if (isNew) lanes[1].delete(seed)
      for (let look = 1; look < looks; look++) lanes[1 + look].add(seed)
    },

    drop(seed) {
      for (const lane of lanes) lane.delete(seed)
    },

    next() {
      for (const lane of lanes.keys()) {
        const seed = take(lane)
        if (seed === null) continue
        const look = Math.max(0, lane - 1)
        const around = arounds.get(seed) ?? seedsAt([seed])
        // as long as there is a further look around it
        if (lanes.some((each) => each.has(seed))) arounds.set(seed, around)
        else arounds.delete(seed)
        return { seed, look, around }
      }
      return null
    },
  })
}
