/**
 * Networks of equals, who follow each other, and what may be mistaken for one.
 *
 * @module
 */
import { sample } from './draw.ts'
import { LARGE, type Variant } from './settings.ts'
import { type World } from './world.ts'
import { createRandom } from '../../src/util/random.ts'
import { type PlantedShape } from './planted.ts'

/** 60 accounts who hide behind 15 follows each. */
const EQUALS: PlantedShape = {
  ...LARGE,
  sources: 0,
  connectors: 0,
  seekers: 60,
  sourcesFollowed: [0, 0],
  innocentFollowers: 0,
}

function equals(
  equalsFollowed: number,
  shape: Partial<PlantedShape> = {},
): Pick<Variant, 'networks' | 'seedCount'> {
  return { networks: [{ ...EQUALS, equalsFollowed, ...shape }], seedCount: 8 }
}

export const EQUALS_VARIANTS: readonly Variant[] = [
  { name: 'equals who follow 8 each', ...equals(8) },
  { name: 'equals who follow 4 each', ...equals(4) },
  { name: '8 each, lived in', ...equals(8, { livedIn: true }) },
  { name: '5 each, lived in', ...equals(5, { livedIn: true }) },
  { name: '4 each, lived in', ...equals(4, { livedIn: true }) },
]

/** Seeds that are right, of which few, and wrong ones: innocents of one group that keeps together, or anybody. */
export interface WrongSeeds {
  readonly name: string
  readonly right: number
  /** How the name of the look-alike group begins; null for anybody. */
  readonly group: string | null
  readonly wrong: number
}

export const WRONG_SEEDS: readonly WrongSeeds[] = [
  { name: '20 seeds, all anybody', right: 0, group: null, wrong: 20 },
  { name: '8 right, 3 of one company', right: 8, group: 'company', wrong: 3 },
  { name: '8 right, 4 fans of one club', right: 8, group: 'fan club, large', wrong: 4 },
  { name: '5 anybody, 3 of one family', right: -5, group: 'family', wrong: 3 },
  { name: '5 anybody, 3 of one company', right: -5, group: 'company', wrong: 3 },
]

/** The world with other seeds. A `right` below 0 is so many of anybody instead. */
export function withWrongSeeds(
  world: World,
  { right, group, wrong }: WrongSeeds,
  seed: number,
): World {
  // another stream than that of the world: where that drew a hub, this would draw it again
  const random = createRandom(seed ^ 0x5eed)
  const everyone = Uint32Array.from({ length: world.follows.out.rows }, (_, i) => i)
  const pool = world.lookAlikes.find(({ name }) => group !== null && name.startsWith(group))
  const first = right < 0 ? sample(random, everyone, -right) : sample(random, world.seeds, right)
  const seeds = [...first, ...sample(random, pool?.rows ?? everyone, wrong)]
  return { ...world, seeds: Uint32Array.from(new Set(seeds)).toSorted() }
}
