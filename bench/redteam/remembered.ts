/**
 * A network that takes follows back on a platform that remembers them.
 *
 * @module
 */
import { LiveMap } from '../../src/live/live-map.ts'
import { platformOfLive } from '../../src/live/live-platform.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { withTakenBack } from '../../src/platform/with-taken-back.ts'
import { type Moves } from '../../src/simulate/evasions/evasion.ts'
import { type World } from '../../src/simulate/world.ts'
import { platformOfWorld } from './try-world.ts'

const AT_MILLIS = Date.UTC(2025, 0, 6)
const DAY_MILLIS = 86_400_000

export interface Remembered {
  /** As a map looks at it, so many days after the moves. */
  readonly platform: Platform
  /** Of the follows taken back, the share that still counts. */
  readonly share: number
}

/** The follows of `moves` as a live map hears of them: first those made, then those taken back. */
export function rememberMoves(world: World, moves: Moves, days: number): Remembered {
  const platform = platformOfWorld(world)
  const live = new LiveMap(platform)
  const idOf = (row: number) => world.accountIds[row]
  const { made, dropped } = moves
  for (let k = 0; k < made.size; k++) live.follow(idOf(made.sources[k]), idOf(made.targets[k]))
  for (let k = 0; k < dropped.size; k++) {
    live.unfollow(idOf(dropped.sources[k]), idOf(dropped.targets[k]), AT_MILLIS)
  }
  const saved = platformOfLive(platform, live, AT_MILLIS)
  live.close()
  const later = withTakenBack(saved, AT_MILLIS + days * DAY_MILLIS)
  const more = later.follows.out.targets.length - saved.follows.out.targets.length
  return { platform: later, share: more / Math.max(1, dropped.size) }
}
