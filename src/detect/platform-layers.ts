/**
 * A platform as layers to walk on, laid once for each platform: detectors run many times over the
 * same one.
 *
 * @module
 */
import { type Csr, type Digraph } from '../graph/csr.ts'
import { layered, type Layers } from '../graph/layers.ts'
import { type Platform } from '../platform/platform.ts'

const followLayersOf = new WeakMap<Platform, Layers>()
const tagLayersOf = new WeakMap<Platform, Layers>()
const dampedUsesOf = new WeakMap<Platform, Digraph>()

/** Accounts linked by follows, walked both ways; a mutual pair counts twice. */
export function followLayers(platform: Platform): Layers {
  return remember(followLayersOf, platform, () =>
    layered([platform.accounts.size], [{ links: platform.follows }]),
  )
}

/** Accounts (kind 0) and tags (kind 1), linked by damped use. */
export function tagLayers(platform: Platform): Layers {
  return remember(tagLayersOf, platform, () =>
    layered(
      [platform.accounts.size, platform.tags.size],
      [{ links: dampedTagUses(platform), from: 0, to: 1 }],
    ),
  )
}

/**
 * Uses of tags weighed 1 + ln(count) instead of count: the tenth use of a tag says less than the
 * first, and a loud account does not drown the others.
 */
export function dampedTagUses(platform: Platform): Digraph {
  return remember(dampedUsesOf, platform, () => {
    const { out, in: back } = platform.tagUses
    return Object.freeze({ out: damped(out), in: damped(back) })
  })
}

/** Logarithms of whole counts below this are looked up: nearly all are. */
const SMALL_COUNT = 256
const dampedCounts = Float32Array.from({ length: SMALL_COUNT }, (_, count) => dampedCount(count))

function damped(csr: Csr): Csr {
  const { weights } = csr
  if (!weights) return csr
  const dampedWeights = new Float32Array(weights.length)
  for (let e = 0; e < weights.length; e++) {
    // no whole number, or a large one, is not in the list
    dampedWeights[e] = dampedCounts[weights[e]] ?? dampedCount(weights[e])
  }
  return Object.freeze({ ...csr, weights: dampedWeights })
}

function dampedCount(count: number): number {
  return 1 + Math.log(Math.max(count, 1))
}

function remember<T>(known: WeakMap<Platform, T>, platform: Platform, make: () => T): T {
  const found = known.get(platform)
  if (found !== undefined) return found
  const made = make()
  known.set(platform, made)
  return made
}
