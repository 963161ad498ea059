/**
 * Networks to be counted, drawn by chance: size, seeds, background and how they hide.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { between } from '../worlds/draw.ts'
import { type Joint } from '../worlds/join-networks.ts'
import { type PlantedShape } from '../worlds/planted.ts'
import { LARGE } from '../worlds/settings.ts'
import { FAMILIES, type WorldSetting } from '../worlds/world.ts'

/** Accounts and follows of the background. */
const SIZES = [
  { accounts: 60_000, follows: 1_000_000 },
  { accounts: 30_000, follows: 400_000 },
]

/** What makes a network hard to see; none for the first. */
const DIFFICULTIES: readonly {
  readonly name: string
  readonly shape?: Partial<PlantedShape>
  readonly known?: number
}[] = [
  { name: 'plain' },
  { name: '60 camouflage', shape: { camouflage: 60 } },
  { name: '100 camouflage', shape: { camouflage: 100 } },
  { name: '60 innocent followers', shape: { innocentFollowers: 60 } },
  { name: '200 innocent followers', shape: { innocentFollowers: 200 } },
  { name: 'half of the follows', known: 0.5 },
  { name: 'lived in, an idol each', shape: { livedIn: true, idolsFollowed: 1 } },
  { name: 'few hubs', shape: { concentration: 1, sourcesFollowed: [2, 6] } },
]

/** 80 to 1,300 accounts, 4 to 40 seeds. The same `random` draws the same. */
export function drawSetting(random: Random): WorldSetting {
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]
  const difficulty = pick(DIFFICULTIES)
  const size = Math.round(80 * Math.exp(random.next() * Math.log(16)))
  const sources = Math.max(8, Math.round(size * (0.08 + 0.1 * random.next())))
  const connectors = Math.round(0.03 * size)
  return {
    name: `${size} accounts, ${difficulty.name}`,
    background: pick(FAMILIES),
    ...pick(SIZES),
    networks: [
      {
        ...LARGE,
        sources,
        connectors,
        seekers: size - sources - connectors,
        camouflage: between(random, 5, 40),
        ...difficulty.shape,
      },
    ],
    seedCount: Math.round(4 * Math.exp(random.next() * Math.log(10))),
    seedRole: pick(['any', 'any', 'seekers'] as const),
    wrongSeeds: 0,
    known: difficulty.known ?? 1,
  }
}

/** What two networks may have in common. */
export const JOINTS: readonly { readonly name: string; readonly joint: Joint | undefined }[] = [
  { name: 'disjoint', joint: undefined },
  { name: 'shared seekers', joint: { sharedSeekers: 0.05, sharedConnectors: 0 } },
  { name: 'linking connectors', joint: { sharedSeekers: 0, sharedConnectors: 0.5 } },
  { name: 'both', joint: { sharedSeekers: 0.05, sharedConnectors: 0.5 } },
]

/** Two networks of 150 to 750 accounts, seeds in the first or in both. */
export function drawTwoNetworks(
  random: Random,
  joint: Joint | undefined,
  areBothSeeded: boolean,
): WorldSetting {
  const draw = (): PlantedShape => {
    const size = Math.round(150 * Math.exp(random.next() * Math.log(5)))
    const sources = Math.round(0.1 * size)
    const connectors = Math.round(0.03 * size)
    const seekers = size - sources - connectors
    return { ...LARGE, sources, connectors, seekers, camouflage: between(random, 10, 40) }
  }
  return {
    name: 'two networks',
    background: FAMILIES[random.below(FAMILIES.length)],
    accounts: 30_000,
    follows: 400_000,
    networks: [draw(), draw()],
    seedCount: areBothSeeded ? 24 : 12,
    seedRole: 'any',
    wrongSeeds: 0,
    known: 1,
    ...(joint && { joint }),
    ...(!areBothSeeded && { seededNetworks: [0] }),
  }
}
