/**
 * How large a network is, and how many there are: what a map says, held against what was planted.
 *
 * @module
 */
import { type NetworkMap } from '../../src/detect/map.ts'
import { everyRow } from '../../src/detect/every-row.ts'
import { fitOnce } from '../../src/detect/mixture.ts'
import { networkSize } from '../../src/detect/network-size.ts'
import { findNetworks } from '../../src/detect/networks.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type Interval } from '../../src/statistics/interval.ts'
import { createRandom } from '../../src/util/random.ts'
import { drawSetting, drawTwoNetworks, JOINTS } from '../groups/drawn-setting.ts'
import { platformOfWorld } from '../worlds.ts'
import { buildWorld, type World } from '../worlds/world.ts'

export const title = 'How large, and how many'

/** Seeds of the worlds. Those from 1,001 on served to choose settings, and failures up to 120 were looked at. */
const FIRST_WORLD = 201
const SIZE_WORLDS = 120
const PAIRS_OF_NETWORKS = 40
/** A network counts as a network from so many accounts on. */
const FEWEST = 10

export async function run(): Promise<string> {
  return `${SIZE_INTRODUCTION}
${measureSizes()}

${TWO_INTRODUCTION}
${measureTwo()}
`
}

interface Sized {
  readonly name: string
  readonly seeds: number
  readonly truth: number
  readonly claims: number
  readonly size: Interval | null
}

function measureSizes(): string {
  const all: Sized[] = []
  for (let seed = FIRST_WORLD; seed < FIRST_WORLD + SIZE_WORLDS; seed++) {
    const setting = drawSetting(createRandom(seed))
    const world = buildWorld(setting, seed)
    if (!world) continue
    const map = mapped(world, platformOfWorld(world))
    const [, name] = setting.name.split(', ')
    all.push({
      name,
      seeds: world.seeds.length,
      truth: plantedOf(world).reduce((sum, rows) => sum + rows.size, 0),
      claims: map.logOdds.reduce((sum, odds) => sum + (odds > 0 ? 1 : 0), 0),
      size: networkSize(map),
    })
    if (all.length % 10 === 0) process.stderr.write(`  ${all.length} of ${SIZE_WORLDS} worlds\n`)
  }
  const names = [...new Set(all.map(({ name }) => name))].toSorted()
  const groups: [string, Sized[]][] = [
    ...names.map((name): [string, Sized[]] => [name, all.filter((one) => one.name === name)]),
    ['4 to 7 seeds', all.filter(({ seeds }) => seeds < 8)],
    ['8 to 15 seeds', all.filter(({ seeds }) => seeds >= 8 && seeds < 16)],
    ['16 to 40 seeds', all.filter(({ seeds }) => seeds >= 16)],
    ['**all**', all],
  ]
  return table(
    [
      'worlds',
      'number',
      'a size is stated',
      'within 15 %, of those',
      'within 15 %, of all',
      'claims within 15 %, of those',
      'interval holds the truth',
      'median of high ÷ low',
    ],
    groups.map(([name, worlds]) => sizeRow(name, worlds)),
  )
}

function sizeRow(name: string, worlds: readonly Sized[]): string[] {
  const stated = worlds.filter(({ size }) => size !== null)
  const near = stated.filter(({ size, truth }) => isNear(size!.value, truth)).length
  const widths = stated.map(({ size }) => size!.high / size!.low).toSorted((a, b) => a - b)
  const held = stated.filter(({ size, truth }) => size!.low <= truth && truth <= size!.high).length
  return [
    name,
    `${worlds.length}`,
    share(stated.length, worlds.length),
    share(near, stated.length),
    share(near, worlds.length),
    share(stated.filter(({ claims, truth }) => isNear(claims, truth)).length, stated.length),
    share(held, stated.length),
    widths.length === 0 ? '-' : widths[widths.length >> 1].toFixed(2),
  ]
}

function isNear(value: number, truth: number): boolean {
  return Math.abs(value / truth - 1) <= 0.15
}

function measureTwo(): string {
  const rows: string[][] = []
  for (const { name, joint } of JOINTS) {
    const claimed: number[] = []
    const found: number[] = []
    let one = 0
    let two = 0
    const stabilities: number[] = []
    for (let seed = 1; seed <= PAIRS_OF_NETWORKS; seed++) {
      for (const isBoth of [false, true]) {
        const world = buildWorld(drawTwoNetworks(createRandom(seed), joint, isBoth), seed)
        if (!world) continue
        const { logOdds, networks } = mapped(world, platformOfWorld(world))
        const count = networks.filter(({ rows }) => rows.length >= FEWEST).length
        if (isBoth) {
          two += count === 2 ? 1 : 0
          stabilities.push(...networks.slice(0, 2).map(({ stability }) => stability))
          continue
        }
        one += count === 1 ? 1 : 0
        const [own, other] = plantedOf(world).map((rows) => {
          return [...rows].filter((row) => logOdds[row] > 0).length / rows.size
        })
        found.push(own)
        claimed.push(other)
      }
    }
    rows.push([
      name,
      percent(mean(found)),
      percent(mean(claimed)),
      percent(Math.max(...claimed)),
      share(one, PAIRS_OF_NETWORKS),
      share(two, PAIRS_OF_NETWORKS),
      mean(stabilities).toFixed(2),
    ])
    process.stderr.write(`  ${name}\n`)
  }
  return table(
    [
      'two networks',
      'of the seeded one, claimed',
      'of the other, claimed',
      'worst world',
      'seeds in one: one network',
      'seeds in both: two networks',
      'their stability, mean',
    ],
    rows,
  )
}

/** As `mapNetworks` does, without what the questions here do not need. */
function mapped(
  world: World,
  platform: Platform,
): Pick<NetworkMap, 'rows' | 'logOdds' | 'seeds' | 'networks'> {
  const rows = everyRow(platform)
  const seeds = { rows: world.seeds, weights: new Float32Array(world.seeds.length).fill(1) }
  const { logOdds } = fitOnce(platform, seeds, rows)
  const members = new Set([...rows.filter((row) => logOdds[row] > 0), ...world.seeds])
  const roles = new Uint8Array(rows.length)
  const networks = findNetworks(platform, Uint32Array.from(members).toSorted(), roles)
  return { rows, logOdds, seeds, networks }
}

function plantedOf({ planted }: World): Set<number>[] {
  return planted.map((part) => new Set([...part.sources, ...part.seekers, ...part.connectors]))
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, k) => (k === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function share(count: number, of: number): string {
  return of === 0 ? '-' : percent(count / of)
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const SIZE_INTRODUCTION = `Worlds drawn by chance (\`bench/groups/drawn-setting.ts\`, seeds ${FIRST_WORLD} to ${FIRST_WORLD + SIZE_WORLDS - 1}; settings were chosen on seeds
from 1,001 and on failures among seeds 1 to 120): one network of 80 to 1,280 accounts with 4 to 40 seeds, of any role or seekers only, in a
platform of 30,000 or 60,000 accounts of four families, plain or with one difficulty. A size is stated
where a network could be made out; *claims* is the number of accounts above even odds.
`

const TWO_INTRODUCTION = `Two networks of 150 to 750 accounts in one platform of 30,000 (${PAIRS_OF_NETWORKS} worlds each, seeds 1 to ${PAIRS_OF_NETWORKS}), with seeds
in the first only (12) or in both (24). Shared seekers, a twentieth of the first network's, are members
of it who follow the other's sources as its own seekers do; linking connectors, half of the first
network's, follow a quarter of the other's sources. A network counts from ${FEWEST} accounts on.
`
