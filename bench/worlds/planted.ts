/**
 * The network to be found: sources, seekers and connectors, and how they hide.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { between, sample, weightedPicker } from './draw.ts'
import { addAccounts, addFollow, followerCounts, type FollowList } from './follow-list.ts'

export interface PlantedShape {
  readonly sources: number
  readonly seekers: number
  readonly connectors: number
  /** Fewest and most sources that a seeker follows. */
  readonly sourcesFollowed: readonly [number, number]
  /** 0: all sources alike; 1: the first is followed about `sources` times as often as the last. */
  readonly concentration: number
  /** Follows of a member to accounts outside. */
  readonly camouflage: number
  /** Whom they go to: in proportion to followers, any of the top 1 %, anybody, or half and half. */
  readonly camouflageTo: 'popular' | 'top' | 'anybody' | 'mixed'
  /** Follows from outside to each source. */
  readonly innocentFollowers: number
  /** Sources that a source follows. */
  readonly sourceLinks: number
  /** Share of its seekers that a source follows back. */
  readonly followBack: number
  /** Members are accounts that live an ordinary life besides, instead of new ones. */
  readonly livedIn: boolean
  /** Share of the seekers that are also fans in the large look-alike group. */
  readonly bridged: number
  /** Idols of small fan clubs that each member follows besides. */
  readonly idolsFollowed: number
  /** Innocent accounts, popular ones, that nearly all members follow. */
  readonly sharedStars: number
  /** Members, of any role, that each member follows: with no sources at all, a network of equals. */
  readonly equalsFollowed?: number // defaults to 0
}

export interface Planted {
  readonly sources: Uint32Array
  readonly seekers: Uint32Array
  readonly connectors: Uint32Array
}

/**
 * Add a network. `free` are rows that it may live in, when `livedIn`; `clubStars` are the stars that
 * bridged seekers follow too, `idols` those of small clubs.
 */
export function addPlanted(
  random: Random,
  list: FollowList,
  shape: PlantedShape,
  free: Uint32Array,
  clubStars: Uint32Array,
  idols: Uint32Array,
): Planted {
  const size = shape.sources + shape.seekers + shape.connectors
  const counts = followerCounts(list)
  const outside = list.accounts
  const rows = shape.livedIn ? free.slice(0, size) : addAccounts(list, size)
  const sources = rows.slice(0, shape.sources)
  const seekers = rows.slice(shape.sources, shape.sources + shape.seekers)
  const connectors = rows.slice(shape.sources + shape.seekers)

  const pickSource = weightedPicker(appealOf(shape))
  const [fewest, most] = shape.sourcesFollowed
  for (const seeker of seekers) {
    for (const source of distinct(random, sources, pickSource, between(random, fewest, most))) {
      addFollow(list, seeker, source)
      if (random.next() < shape.followBack) addFollow(list, source, seeker)
    }
    if (random.next() < shape.bridged) {
      for (const star of sample(random, clubStars, between(random, 3, 8))) {
        addFollow(list, seeker, star)
      }
    }
  }
  for (const connector of connectors) {
    for (const source of distinct(random, sources, pickSource, Math.ceil(sources.length / 4))) {
      addFollow(list, connector, source)
    }
    for (const seeker of sample(random, seekers, Math.ceil(seekers.length / 12))) {
      addFollow(list, seeker, connector)
    }
  }
  for (const source of sources) {
    for (const other of sample(random, sources, shape.sourceLinks)) addFollow(list, source, other)
    for (let k = 0; k < shape.innocentFollowers; k++) addFollow(list, random.below(outside), source)
  }

  for (const row of shape.equalsFollowed ? rows : []) {
    for (const other of sample(random, rows, shape.equalsFollowed!)) addFollow(list, row, other)
  }

  const ranked = Uint32Array.from({ length: outside }, (_, i) => i).toSorted(
    (a, b) => counts[b] - counts[a],
  )
  const top = ranked.subarray(0, Math.ceil(outside / 100))
  const pickPopular = weightedPicker(counts.subarray(0, outside))
  const pickers = {
    popular: () => pickPopular(random),
    top: () => top[random.below(top.length)],
    anybody: () => random.below(outside),
    mixed: () => (random.next() < 0.5 ? pickPopular(random) : random.below(outside)),
  }
  const stars = sample(random, top, shape.sharedStars)
  for (const row of rows) {
    for (const star of stars) if (random.next() < 0.9) addFollow(list, row, star)
    for (const idol of sample(random, idols, shape.idolsFollowed)) addFollow(list, row, idol)
    for (let k = 0; k < shape.camouflage; k++) addFollow(list, row, pickers[shape.camouflageTo]())
  }
  return { sources, seekers, connectors }
}

function appealOf({ sources, concentration }: PlantedShape): Float64Array {
  return Float64Array.from({ length: sources }, (_, i) => (i + 1) ** -concentration)
}

function distinct(
  random: Random,
  rows: Uint32Array,
  pick: (random: Random) => number,
  count: number,
): Set<number> {
  const chosen = new Set<number>()
  const wanted = Math.min(count, rows.length)
  for (let tries = 0; chosen.size < wanted && tries < 50 * wanted; tries++) {
    chosen.add(rows[pick(random)])
  }
  return chosen
}
