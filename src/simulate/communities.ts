/**
 * Topical communities: what accounts have in common, and who is near whom within.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { drawWhole } from './draws.ts'
import { type WeightedDraw, createWeightedDraw } from './weighted-draw.ts'

export const REGIONS = ['aster', 'birch', 'cedar', 'dune', 'ember', 'fjord'] as const

/** Share of a topic's accounts that live in the topic's own region. */
const LOCAL_SHARE = 0.6

export interface Interests {
  readonly topics: number
  /** The topic of each account. A group may move its members to another before topics are gathered. */
  readonly homes: Uint16Array
  /** Another topic that it also likes; may be the same. */
  readonly seconds: Uint16Array
  readonly regions: Uint8Array
}

/** Topics of very unequal size, from a handful of accounts to a tenth of the platform. */
export function drawInterests(random: Random, accounts: number): Interests {
  const topics = Math.max(8, Math.min(60, Math.round(accounts / 400)))
  const homes = new Uint16Array(accounts)
  const seconds = new Uint16Array(accounts)
  const regions = new Uint8Array(accounts)
  const regionOfTopic = Uint8Array.from({ length: topics }, () => random.below(REGIONS.length))
  const drawTopic = unequal(random, topics)
  for (let i = 0; i < accounts; i++) {
    homes[i] = drawTopic()
    seconds[i] = drawTopic()
    const local = random.next() < LOCAL_SHARE
    regions[i] = local ? regionOfTopic[homes[i]] : random.below(REGIONS.length)
  }
  return { topics, homes, seconds, regions }
}

export interface Topics {
  /** Members of each topic. Neighbours in this list are near one another: a circle of friends. */
  readonly members: readonly Uint32Array[]
  /** Place of each account in its topic's list. */
  readonly places: Uint32Array
  /** Draws a member of each topic by popularity. */
  readonly draws: readonly WeightedDraw[]
}

export function gatherTopics({ topics, homes }: Interests, popularity: Float64Array): Topics {
  const sizes = new Uint32Array(topics)
  for (const home of homes) sizes[home]++
  const members = Array.from(sizes, (size) => new Uint32Array(size))
  const places = new Uint32Array(homes.length)
  sizes.fill(0)
  for (let i = 0; i < homes.length; i++) {
    const home = homes[i]
    places[i] = sizes[home]++
    members[home][places[i]] = i
  }
  return { members, places, draws: members.map((list) => createWeightedDraw(list, popularity)) }
}

/** Topic k is drawn in proportion to 1 / (k + a few): Zipf's law, shifted so that none is huge. */
function unequal(random: Random, topics: number): () => number {
  const shift = drawWhole(random, 4, 7)
  const weights = Float64Array.from({ length: topics }, (_, k) => 1 / (k + shift))
  const draw = createWeightedDraw(
    Uint32Array.from(weights, (_, k) => k),
    weights,
  )
  return () => {
    const k = random.below(topics)
    return random.next() < draw.thresholds[k] ? k : draw.aliases[k]
  }
}
