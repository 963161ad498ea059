/**
 * A large made-up platform with many small networks, each known by a few accounts: one more seed of
 * any of them is enough for its surroundings to be shielded.
 *
 * @module
 */
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { createRandom } from '../../src/util/random.ts'
import { sample } from '../worlds/draw.ts'
import { SMALL } from '../worlds/settings.ts'
import { buildWorld } from '../worlds/world.ts'

export interface ManyNetworks {
  /** With signals on the first `known` of each network. Accounts are named by their row. */
  readonly platform: Platform
  /** The accounts of each network, in no order that says anything. */
  readonly networks: readonly Uint32Array[]
  /** Rows of innocent fans, stars and families. */
  readonly lookAlikes: ReadonlySet<number>
}

export function manyNetworks(
  size: { readonly accounts: number; readonly follows: number; readonly networks: number },
  known: number,
): ManyNetworks {
  const world = buildWorld(
    {
      name: 'many networks',
      background: 'chung-lu',
      accounts: size.accounts,
      follows: size.follows,
      networks: Array.from({ length: size.networks }, () => SMALL),
      seedCount: 0,
      seedRole: 'any',
      wrongSeeds: 0,
      known: 1,
    },
    1,
  )!
  const networks = world.planted.map(({ sources, seekers, connectors }, k) => {
    const all = Uint32Array.from([...sources, ...seekers, ...connectors])
    return sample(createRandom(k), all, all.length)
  })
  const builder = new PlatformBuilder()
  for (let row = 0; row < world.follows.out.rows; row++) builder.accounts.add(`a${row}`)
  const signals = networks.flatMap((members) =>
    [...members.subarray(0, known)].map((row) => ({
      subject: { account: `a${row}` },
      kind: 'hash-match' as const,
      confidence: 1,
      polarity: 'harmful' as const,
      policy: null,
      atMillis: null,
      reference: null,
    })),
  )
  const isPlanted = new Set(networks.flatMap((members) => [...members]))
  return {
    platform: { ...builder.build(), follows: world.follows, signals },
    networks,
    lookAlikes: new Set(
      world.lookAlikes.flatMap(({ rows }) => [...rows].filter((row) => !isPlanted.has(row))),
    ),
  }
}
