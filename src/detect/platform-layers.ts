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
      [{ links: dampedUses(platform.tagUses), from: 0, to: 1 }],
    ),
  )
}

/**
 * Uses weighed 1 + ln(count) instead of count: the tenth use of a tag says less than the first, and
 * a loud account does not drown the others.
 */
export function dampedUses({ out, in: back }: Digraph): Digraph {
  return Object.freeze({ out: damped(out), in: damped(back) })
}

function damped(csr: Csr): Csr {
  const { weights } = csr
  if (!weights) return csr
  return Object.freeze({
    ...csr,
    weights: weights.map((count) => 1 + Math.log(Math.max(count, 1))),
  })
}

function remember<T>(known: WeakMap<Platform, T>, platform: Platform, make: () => T): T {
  const found = known.get(platform)
  if (found !== undefined) return found
  const made = make()
  known.set(platform, made)
  return made
}
