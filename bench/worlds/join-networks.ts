/**
 * What two planted networks may have in common: seekers of the first who also follow sources of the
 * second, and accounts that link both.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { between, sample } from './draw.ts'
import { addFollow, type FollowList } from './follow-list.ts'
import { type Planted } from './planted.ts'

export interface Joint {
  /** Share of the first network's seekers that follow sources of the second as well. */
  readonly sharedSeekers: number
  /** Share of the first network's connectors that follow a quarter of the second's sources. */
  readonly sharedConnectors: number
}

/** Sources of the second network that a shared seeker follows. */
const FEWEST = 3
const MOST = 8

export function joinNetworks(
  random: Random,
  list: FollowList,
  [first, second]: readonly Planted[],
  { sharedSeekers, sharedConnectors }: Joint,
): void {
  const both = Math.round(sharedSeekers * first.seekers.length)
  for (const seeker of sample(random, first.seekers, both)) {
    for (const source of sample(random, second.sources, between(random, FEWEST, MOST))) {
      addFollow(list, seeker, source)
    }
  }
  const linking = Math.round(sharedConnectors * first.connectors.length)
  for (const connector of sample(random, first.connectors, linking)) {
    for (const source of sample(random, second.sources, Math.ceil(second.sources.length / 4))) {
      addFollow(list, connector, source)
    }
  }
}
