/**
 * Networks created in bursts, among innocents who are: the map with times of creation and without.
 *
 * @module
 */
import { mapNetworks, type NetworkMap, scoreOf } from '../../src/detect/map.ts'
import { standingsOf } from '../../src/detect/standings.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { applyMoves } from '../../src/simulate/evasions/evasion.ts'
import { sleeperAgeing } from '../../src/simulate/evasions/sleeper-ageing.ts'
import { type WorldSpec } from '../../src/simulate/options.ts'
import { isPlanted } from '../../src/simulate/planted.ts'
import { simulateWorld } from '../../src/simulate/simulate-world.ts'
import { type World } from '../../src/simulate/world.ts'
import { createRandom } from '../../src/util/random.ts'
import { platformOfWorld } from '../redteam/try-world.ts'
import { qualityOf } from './ranking-quality.ts'

export const title = 'Creation times: networks that come in bursts'

const ACCOUNTS = 4_000
/** All was chosen on seeds 101 to 104. */
const SEEDS = [301, 302]
const AGED_DAYS = 1460
const CREATED: readonly (readonly [name: string, spec: WorldSpec, agedDays: number])[] = [
  ['at any time', {}, 0],
  ['in one week', { createdWithinDays: 7 }, 0],
  ['in three weeks of three years', { createdWithinDays: 7, creationBursts: 3 }, 0],
  [`in one week, then aged by up to ${AGED_DAYS} days`, { createdWithinDays: 7 }, AGED_DAYS],
]
/** Where there are many seeds, the first kind is found nearly whole either way. */
const FEW: WorldSpec = {
  planted: 200,
  sourcesPerSeeker: 3,
  camouflage: 80,
  sourcePopularity: 60,
}
const MANY: WorldSpec = {
  planted: 300,
  sourcesPerSeeker: 1,
  camouflage: 100,
  sourcePopularity: 100,
}
const COUNTS: readonly (readonly [number, WorldSpec])[] = [
  [10, FEW],
  [20, FEW],
  [60, MANY],
  [100, MANY],
]
/** Innocents who were created in a burst, where any are. */
const BURSTING = /^(school-class-\d+|influx-\d+|fan-club-\d*[13579])$/

interface Judged {
  readonly averagePrecision: number
  /** Among the first as many as are to be found. */
  readonly burstingFirst: number
  readonly innocentsFirst: number
  readonly burstingWithheld: number
  readonly innocentsWithheld: number
}

export async function run(): Promise<string> {
  const lines: string[] = []
  const withheld = { bursting: [0, 0], innocents: [0, 0], asked: 0 }
  for (const [name, spec, agedDays] of CREATED) {
    for (const [seedsKnown, network] of COUNTS) {
      const pairs = SEEDS.map((seed) => {
        const made = simulateWorld({
          ...network,
          ...spec,
          accounts: ACCOUNTS,
          seed,
          seedsKnown,
          seedRoles: 'any',
        })
        const world =
          agedDays === 0
            ? made
            : applyMoves(made, sleeperAgeing.plan(made, agedDays, createRandom(seed)))
        const platform = platformOfWorld(world)
        withheld.asked += countBursting(world)
        return [{ ...platform, createdAtMillis: null }, platform].map((of) => judged(of, world))
      })
      const mean = (k: number, of: (one: Judged) => number) =>
        pairs.reduce((sum, pair) => sum + of(pair[k]), 0) / pairs.length
      const both = (of: (one: Judged) => number, digits: number) =>
        [0, 1].map((k) => mean(k, of).toFixed(digits)).join(' / ')
      for (const k of [0, 1]) {
        withheld.bursting[k] += pairs.length * mean(k, (one) => one.burstingWithheld)
        withheld.innocents[k] += pairs.length * mean(k, (one) => one.innocentsWithheld)
      }
      const gains = pairs.map(([off, on]) => on.averagePrecision - off.averagePrecision)
      lines.push(
        `| ${name} | ${seedsKnown} | ${both((one) => one.averagePrecision, 3)} | ${Math.min(...gains).toFixed(3)} | ${both((one) => one.innocentsFirst, 1)} | ${both((one) => one.burstingFirst, 1)} |`,
      )
      process.stderr.write(`  ${lines.at(-1)}\n`)
    }
  }
  return `${INTRODUCTION}
| network created | seeds | AP | least gain | innocents among the first | of them created in bursts |
|---|---:|---:|---:|---:|---:|
${lines.join('\n')}

Withheld by the default rule, over all these maps: ${withheld.bursting.map(Math.round).join(' and ')} of ${withheld.asked.toLocaleString('en-US')} innocents created in bursts, and
${withheld.innocents.map(Math.round).join(' and ')} innocents of any kind, without and with times. Times move the order in which people look and nothing
that software does by itself: standings go by the mixture, which reads none.
`
}

function judged(platform: Platform, world: World): Judged {
  const map = mapNetworks(platform)
  const isSeed = new Set(map.seeds.rows)
  const rows = [...world.roles.keys()].filter((row) => !isSeed.has(row))
  const scores = Float64Array.from(world.roles.keys(), (row) => scoreOf(map, row))
  const labels = Uint8Array.from(world.roles, (role) => (isPlanted(role) ? 1 : 0))
  const wanted = rows.filter((row) => labels[row] === 1).length
  const first = [...map.ranking.subarray(0, wanted)].filter((row) => labels[row] === 0)
  const withheld = withheldOf(platform, map).filter((row) => labels[row] === 0)
  const bursting = (row: number) => isBursting(world, row)
  return {
    averagePrecision: qualityOf(scores, labels, rows).averagePrecision,
    burstingFirst: first.filter(bursting).length,
    innocentsFirst: first.length,
    burstingWithheld: withheld.filter(bursting).length,
    innocentsWithheld: withheld.length,
  }
}

function withheldOf(platform: Platform, map: NetworkMap): number[] {
  return standingsOf(platform, map)
    .filter(({ standing }) => standing.level === 'withhold')
    .map(({ account }) => platform.accounts.find(account))
}

function isBursting({ groups, groupNames, options }: World, row: number): boolean {
  return options.createdWithinDays > 0 && BURSTING.test(groupNames[groups[row]])
}

function countBursting(world: World): number {
  return world.groups.reduce((count, _group, row) => count + (isBursting(world, row) ? 1 : 0), 0)
}

const INTRODUCTION = `Made-up worlds of ${ACCOUNTS.toLocaleString('en-US')} accounts (seeds ${SEEDS.join(', ')}; all was chosen on seeds 101 to 104), four fifths of the network created in bursts.
So are innocents: school classes (\`school-class\`), every second fan club after a concert, and an influx of 4 % of all accounts in one week;
one class and one club join in the very days of the network's first burst. 10 and 20 seeds: a network of ${FEW.planted}, ${FEW.sourcesPerSeeker} sources a
seeker, ${FEW.camouflage} camouflage follows, ${FEW.sourcePopularity} innocent followers a source. 60 and 100 seeds: ${MANY.planted}, ${MANY.sourcesPerSeeker}, ${MANY.camouflage} and ${MANY.sourcePopularity}. Average precision of the map's
ranking, the least gain in one world, and innocents among the first as many accounts as are to be found, means of ${SEEDS.length} worlds: without times of creation /
with them.
`
