/**
 * How many of the viewers of a surface the recommender leads to withheld accounts, whether or not the
 * guard then keeps them from view: a live estimate, over the last minutes.
 *
 * A viewer is exposed when one of the first ten candidates that were chosen for them is withheld or
 * removed. Each viewer counts once in the window, by the list that was looked at first: one who asks a
 * thousand times could otherwise stop a surface for everybody. Nobody logged in is one viewer too.
 * Under a brake, or with a policy in shadow, it is the same number: it is about what was chosen.
 *
 * Lists are sampled by time, one in `GAP_MILLIS` on each surface, so that it costs next to nothing.
 *
 * @module
 */
import { type Surface, SURFACES } from '../model/surface.ts'
import { type Guard } from './guard.ts'
import { unpackStanding } from '../model/standing.ts'

/** Ranks that count as seen, as in an audit. */
export const SEEN_RANKS = 10
const GAP_MILLIS = 20
const WINDOW_MILLIS = 5 * 60_000

export interface ExposureEstimate {
  /** Different viewers whose list was looked at. */
  readonly viewers: number
  /** Those of them who were led to a withheld account. */
  readonly exposed: number
}

export interface Exposure {
  /** Whether `see` would look at a list now, unless its viewer was looked at before. */
  readonly isDue: (surface: Surface, nowMillis: number) => boolean
  /** @param nowMillis by a clock that nobody can set back. */
  readonly see: (
    viewer: string | null,
    surface: Surface,
    candidates: readonly string[],
    nowMillis: number,
  ) => void
  readonly estimate: (surface: Surface, nowMillis: number) => ExposureEstimate
}

interface Sighting {
  readonly viewer: string | null
  readonly exposed: boolean
  readonly atMillis: number
}

export function createExposure(guard: Pick<Guard, 'standingOf'>): Exposure {
  const windows = new Map(SURFACES.map((surface) => [surface, createWindow()]))

  function isHeld(account: string): boolean {
    const { level } = unpackStanding(guard.standingOf(account))
    return level === 'withhold' || level === 'removed'
  }

  return Object.freeze<Exposure>({
    isDue: (surface, nowMillis) => windows.get(surface)!.isDue(nowMillis),

    see(viewer, surface, candidates, nowMillis) {
      const window = windows.get(surface)!
      if (candidates.length === 0 || !window.isDue(nowMillis) || window.has(viewer)) return
      const exposed = candidates.slice(0, SEEN_RANKS).some(isHeld)
      window.add({ viewer, exposed, atMillis: nowMillis })
    },

    estimate: (surface, nowMillis) => windows.get(surface)!.count(nowMillis),
  })
}

/** At most as many sightings as there are gaps in it: 15,000. */
function createWindow() {
  const sightings: Sighting[] = []
  const viewers = new Set<string | null>()
  let exposed = 0
  let lastMillis = -Infinity

  function forget(nowMillis: number): void {
    const kept = sightings.findIndex(({ atMillis }) => nowMillis - atMillis < WINDOW_MILLIS)
    for (const old of sightings.splice(0, kept < 0 ? sightings.length : kept)) {
      viewers.delete(old.viewer)
      if (old.exposed) exposed--
    }
  }

  return {
    isDue: (nowMillis: number) => nowMillis - lastMillis >= GAP_MILLIS,
    has: (viewer: string | null) => viewers.has(viewer),

    add(sighting: Sighting): void {
      forget(sighting.atMillis)
      lastMillis = sighting.atMillis
      sightings.push(sighting)
      viewers.add(sighting.viewer)
      if (sighting.exposed) exposed++
    },

    count(nowMillis: number): ExposureEstimate {
      forget(nowMillis)
      return { viewers: sightings.length, exposed }
    },
  }
}
