/**
 * A made-up platform with a known answer: background, look-alikes, planted networks, seeds.
 *
 * @module
 */
import { buildCsr, digraph, type Digraph } from '../../src/graph/csr.ts'
import { createRandom, type Random } from '../../src/util/random.ts'
import { blockModelFollows } from './block-model.ts'
import { chungLuFollows } from './chung-lu.ts'
import { copyingFollows } from './copying.ts'
import { sample } from './draw.ts'
import { type FollowList } from './follow-list.ts'
import { joinNetworks, type Joint } from './join-networks.ts'
import { addLookAlikes, type LookAlike } from './look-alikes.ts'
import { addPlanted, type Planted, type PlantedShape } from './planted.ts'
import { realFollows } from './real.ts'
import { rmatFollows } from './rmat.ts'

export const FAMILIES = ['chung-lu', 'block-model', 'rmat', 'copying'] as const
export type Family = (typeof FAMILIES)[number]

export interface WorldSetting {
  readonly name: string
  /** A family of made-up backgrounds, or the name of a data set. */
  readonly background: string
  readonly accounts: number
  readonly follows: number
  readonly networks: readonly PlantedShape[]
  readonly seedCount: number
  readonly seedRole: 'any' | 'sources' | 'seekers'
  /** Seeds, of `seedCount`, that are anybody instead of a member. */
  readonly wrongSeeds: number
  /** Share of all follows that the platform shows us. */
  readonly known: number
  /** What the first two networks have in common. */
  readonly joint?: Joint // defaults to nothing
  /** The only networks, by place, that seeds are of. */
  readonly seededNetworks?: readonly number[] // defaults to all
}

export interface World {
  readonly follows: Digraph
  readonly planted: readonly Planted[]
  readonly lookAlikes: readonly LookAlike[]
  /** Rising. */
  readonly seeds: Uint32Array
}

/** Build a world, or return null when its background is a data set that is absent. */
export function buildWorld(setting: WorldSetting, seed: number): World | null {
  const random = createRandom(seed)
  const list = background(random, setting)
  if (!list) return null
  const everyone = Uint32Array.from({ length: list.accounts }, (_, i) => i)
  const shuffled = sample(random, everyone, list.accounts)
  const lookAlikes = addLookAlikes(random, list, shuffled)
  let taken = lookAlikes.reduce((sum, group) => sum + group.rows.length, 0)

  const [clubStars, ...others] = lookAlikes.map(({ stars }) => stars)
  const idols = Uint32Array.from(others.slice(0, 6).flatMap((stars) => [...stars]))
  const planted = setting.networks.map((shape) => {
    const network = addPlanted(random, list, shape, shuffled.subarray(taken), clubStars, idols)
    if (shape.livedIn) taken += shape.sources + shape.seekers + shape.connectors
    return network
  })
  if (setting.joint) joinNetworks(random, list, planted, setting.joint)
  const { sources, targets } = thinned(random, list, setting.known)
  return {
    follows: digraph(buildCsr(list.accounts, list.accounts, sources, targets)),
    planted,
    lookAlikes,
    seeds: chooseSeeds(random, planted, setting, everyone),
  }
}

function background(random: Random, setting: WorldSetting): FollowList | null {
  const { accounts, follows } = setting
  switch (setting.background) {
    case 'chung-lu':
      return chungLuFollows(random, accounts, follows)
    case 'block-model':
      return blockModelFollows(random, accounts, follows)
    case 'rmat':
      return rmatFollows(random, accounts, follows)
    case 'copying':
      return copyingFollows(random, accounts, follows)
    default:
      return realFollows(setting.background)
  }
}

function thinned(random: Random, list: FollowList, known: number) {
  const sources = list.sources.slice(0, list.size)
  const targets = list.targets.slice(0, list.size)
  if (known >= 1) return { sources, targets }
  let kept = 0
  for (let e = 0; e < list.size; e++) {
    if (random.next() >= known) continue
    sources[kept] = sources[e]
    targets[kept++] = targets[e]
  }
  return { sources: sources.subarray(0, kept), targets: targets.subarray(0, kept) }
}

function chooseSeeds(
  random: Random,
  planted: readonly Planted[],
  setting: WorldSetting,
  everyone: Uint32Array,
) {
  const right = setting.seedCount - setting.wrongSeeds
  const seeded = setting.seededNetworks?.map((place) => planted[place]) ?? planted
  const pools = seeded.map(({ sources, seekers, connectors }) => {
    if (setting.seedRole === 'sources') return sources
    if (setting.seedRole === 'seekers') return seekers
    return Uint32Array.from([...sources, ...seekers, ...connectors])
  })
  const total = pools.reduce((sum, pool) => sum + pool.length, 0)
  // of several networks each is known by a few accounts at least, else it cannot be asked for
  const seeds = pools.flatMap((pool) => {
    const share = Math.round((right * pool.length) / total)
    return [...sample(random, pool, pools.length > 1 ? Math.max(4, share) : right)]
  })
  const wrong = sample(random, everyone, setting.wrongSeeds)
  return Uint32Array.from(new Set([...seeds, ...wrong])).toSorted()
}
