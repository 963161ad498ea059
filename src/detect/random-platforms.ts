/**
 * Small random platforms with seeds: for checking detectors against their plain twins.
 *
 * @module
 */
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { type Random } from '../util/random.ts'
import { type Seeds } from './detector.ts'
import { seedsAt } from './seeds.ts'

/** Up to `most` accounts and half as many tags, at least one of each, and some of everything. */
export function randomPlatform(random: Random, most = 14): Platform {
  const builder = new PlatformBuilder()
  const accounts = 2 + random.below(most - 1)
  const tags = 1 + random.below(Math.ceil(most / 2))
  for (let i = 0; i < accounts; i++) builder.accounts.add(`a${i}`)
  for (let t = 0; t < tags; t++) builder.tags.add(`t${t}`)
  for (let e = random.below(4 * accounts); e > 0; e--) {
    builder.follow(random.below(accounts), random.below(accounts))
  }
  for (let e = random.below(3 * accounts); e > 0; e--) {
    builder.useTag(random.below(accounts), random.below(tags), 1 + random.below(9))
  }
  return builder.build()
}

/** Between one and a third of the accounts, with weights from 0.5 to 1 in exact quarters. */
export function randomSeeds(random: Random, { accounts }: Platform): Seeds {
  const size = 1 + random.below(Math.max(1, Math.floor(accounts.size / 3)))
  const { rows } = seedsAt(Array.from({ length: size }, () => random.below(accounts.size)))
  return { rows, weights: Float32Array.from(rows, () => (2 + random.below(3)) / 4) }
}
