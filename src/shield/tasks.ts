/**
 * What is to be judged next: first looks around new seeds, then wider ones, then what a new seed has made
 * old in the surroundings of others.
 *
 * @module
 */
export interface Task {
  readonly seed: number
  /** Which look, from 0. */
  readonly look: number
}

export interface Tasks {
  /** All looks around the seed. */
  readonly add: (seed: number, isNew: boolean) => void
  readonly drop: (seed: number) => void
  /** The next one, which counts as done; null when there is none. */
  readonly next: () => Task | null
}

export function createTasks(looks: number): Tasks {
  // first the looks around new seeds, one lane each, then those that a new seed has made old
  const lanes = Array.from({ length: 2 * looks }, () => new Set<number>())

  function take(lane: number): number | null {
    for (const seed of lanes[lane]) {
      lanes[lane].delete(seed)
      return seed
    }
    return null
  }

  return Object.freeze<Tasks>({
    add(seed, isNew) {
      for (let look = 0; look < looks; look++) {
        const [fresh, again] = [lanes[look], lanes[looks + look]]
        if (isNew) again.delete(seed)
        if (!fresh.has(seed)) (isNew ? fresh : again).add(seed)
      }
    },

    drop(seed) {
      for (const lane of lanes) lane.delete(seed)
    },

    next() {
      for (const lane of lanes.keys()) {
        const seed = take(lane)
        if (seed === null) continue
        return { seed, look: lane % looks }
      }
      return null
    },
  })
}
