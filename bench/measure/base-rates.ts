/**
 * Networks as rare as in real life, one account in a thousand and in ten thousand: of the first
 * hundred that people would look at, how many are right.
 *
 * @module
 */
import { mapNetworks } from '../../src/detect/map.ts'
import { seedsAt } from '../../src/detect/seeds.ts'
import { type Signal } from '../../src/model/signal.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { platformOfWorld } from '../worlds.ts'
import { degreesAlone, plainPageRank } from '../worlds/baselines.ts'
import { LARGE, type Variant } from '../worlds/settings.ts'
import { buildWorld, type World, type WorldSetting } from '../worlds/world.ts'

export const title = 'Base rates of real life'

const FAMILIES = ['block-model', 'rmat'] as const
/** Whatever was chosen was chosen on other seeds. */
const SEEDS = [21, 22]
const BUDGET = 100
const FOLLOWS_EACH = 12
/** The walk of a whole large graph stops here: the first hundred no longer change. */
const WALK_TOLERANCE = 1e-6

interface Rarity {
  readonly name: string
  readonly accounts: number
  readonly asked: number
  readonly variants: readonly Variant[]
}

const OF_300 = { ...LARGE, sources: 32, seekers: 278, connectors: 10 }
const OF_120 = { ...LARGE, sources: 14, seekers: 102, connectors: 4 }
const RARITIES: readonly Rarity[] = [
  {
    name: '0.1 %',
    accounts: 300_000,
    asked: 0.8,
    variants: [
      { name: '15 camouflage, 20 seeds', networks: [OF_300], seedCount: 20 },
      { name: '100 camouflage, 8 seeds', networks: [{ ...OF_300, camouflage: 100 }], seedCount: 8 },
    ],
  },
  {
    name: '0.01 %',
    accounts: 1_000_000,
    asked: 0.6,
    variants: [
      { name: '15 camouflage, 20 seeds', networks: [OF_120], seedCount: 20 },
      { name: '100 camouflage, 8 seeds', networks: [{ ...OF_120, camouflage: 100 }], seedCount: 8 },
    ],
  },
]

/** What one world gives. */
interface Measured {
  readonly toFind: number
  /** Right ones among the first `BUDGET`. */
  readonly fused: number
  readonly pageRank: number
  readonly degrees: number
  /** Accounts above even odds, seeds left out, and the right ones of them. */
  readonly claimed: number
  readonly claimedRight: number
}

export async function run(): Promise<string> {
  const lines: string[] = []
  for (const { name, accounts, asked, variants } of RARITIES) {
    for (const variant of variants) {
      for (const background of FAMILIES) {
        const setting: WorldSetting = {
          seedCount: 20,
          seedRole: 'any',
          known: 1,
          wrongSeeds: 0,
          ...variant,
          background,
          accounts,
          follows: accounts * FOLLOWS_EACH,
        }
        lines.push(
          lineOf(
            `${name} | ${background} | ${variant.name} | ${asked}`,
            SEEDS.map((seed) => measured(setting, seed)),
          ),
        )
        process.stderr.write(`  ${lines.at(-1)}\n`)
      }
    }
  }
  return `${INTRODUCTION}
| base rate | background | network | asked | fused: precision | recall | plain PageRank | degrees only | claimed | right of the claimed |
|---|---|---|---:|---:|---:|---:|---:|---:|---:|
${lines.join('\n')}
`
}

function measured(setting: WorldSetting, seed: number): Measured {
  const world = buildWorld(setting, seed)
  if (!world) throw new Error(`"${setting.background}" is no made-up background`)
  const platform = withSeeds(platformOfWorld(world), world)
  const planted = new Set(
    world.planted.flatMap((part) => [...part.sources, ...part.seekers, ...part.connectors]),
  )
  const known = new Set(world.seeds)
  const found = (rows: Uint32Array) =>
    rows.reduce((hits, row) => hits + (planted.has(row) && !known.has(row) ? 1 : 0), 0)

  const { ranking, members } = mapNetworks(platform)
  const seeds = seedsAt(world.seeds)
  return {
    toFind: planted.size - known.size,
    fused: found(ranking.subarray(0, BUDGET)),
    pageRank: hitsOf(plainPageRank(platform, seeds, WALK_TOLERANCE), known, planted),
    degrees: hitsOf(degreesAlone(platform, seeds), known, planted),
    claimed: members.length - known.size,
    claimedRight: found(members),
  }
}

function withSeeds(platform: Platform, { seeds }: World): Platform {
  const signals = Array.from(seeds, (row): Signal => ({
    subject: { account: platform.accounts.idOf(row) },
    kind: 'investigator',
    confidence: 1,
    polarity: 'harmful',
    policy: null,
    atMillis: null,
    reference: null,
  }))
  return { ...platform, signals }
}

/**
 * Right ones among the first `BUDGET` that are not known, to be expected where equal scores are in
 * any order: by degrees alone thousands are equal.
 */
function hitsOf(
  scores: Float64Array,
  known: ReadonlySet<number>,
  planted: ReadonlySet<number>,
): number {
  const others = scores.filter((_score, row) => !known.has(row)).toSorted()
  const last = others[others.length - BUDGET]
  let above = 0
  let hitsAbove = 0
  let level = 0
  let hitsLevel = 0
  for (const [row, score] of scores.entries()) {
    if (score < last || known.has(row)) continue
    const hit = planted.has(row) ? 1 : 0
    if (score > last) {
      above++
      hitsAbove += hit
    } else {
      level++
      hitsLevel += hit
    }
  }
  return hitsAbove + ((BUDGET - above) * hitsLevel) / level
}

function lineOf(head: string, worlds: readonly Measured[]): string {
  const each = (of: (world: Measured) => string) => worlds.map(of).join(', ')
  const share = (of: (world: Measured) => number) =>
    each((world) => (of(world) / BUDGET).toFixed(2))
  const precision = ({ claimed, claimedRight }: Measured) =>
    claimed === 0 ? '–' : (claimedRight / claimed).toFixed(3)
  return `| ${head} | ${share(({ fused }) => fused)} | ${each(({ fused, toFind }) => `${fused} of ${toFind}`)} | ${share(({ pageRank }) => pageRank)} | ${share(({ degrees }) => degrees)} | ${each(({ claimed }) => String(claimed))} | ${each(precision)} |`
}

const sizes = RARITIES.map(({ name, accounts, variants }) => {
  const [{ sources, seekers, connectors }] = variants[0].networks
  const planted = sources + seekers + connectors
  return `${name}: ${planted} planted among ${accounts.toLocaleString('en-US')} accounts and ${(accounts * FOLLOWS_EACH) / 1e6}M follows`
})

const INTRODUCTION = `${sizes.join('; ')}; innocent look-alikes as above. Of the
first ${BUDGET} accounts that are not seeds, the share that is planted, and how many of those to be found that is; one number for
each of the seeds ${SEEDS.join(' and ')}. *Fused* is the ranking that \`map\` gives, and claimed are the members of its map, seeds left out.
*Plain PageRank* walks follows both ways from the seeds (restart 0.15), not normalised; *degrees only* reads no follow, and where
scores are equal it is given what any order would give on average.
`
