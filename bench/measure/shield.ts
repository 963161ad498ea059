/**
 * Whom the shield withholds around posted seeds, innocents among the seeds, before any map was made.
 *
 * @module
 */
import { unpackStanding } from '../../src/model/standing.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { judgeAround, LOOKS } from '../../src/shield/judge.ts'
import { createRandom } from '../../src/util/random.ts'
import { platformOfWorld } from '../worlds.ts'
import { sample } from '../worlds/draw.ts'
import { CORE, madeUpSettings, VARIED } from '../worlds/settings.ts'
import { buildWorld, type World } from '../worlds/world.ts'

export const title = 'The shield around posted seeds'

const FAMILIES = ['chung-lu', 'rmat']
/** One of each kind of difficulty. */
const NETWORKS = [
  '20 seeds, 15 camouflage',
  '20 seeds, 40 camouflage',
  'seeds are seekers',
  '70 accounts, 4 seeds',
  'lived-in accounts',
  '200 innocent followers',
  'half of the follows',
]
/** Seeds of the network that are posted; as many as there are where there are fewer. */
const POSTED = [2, 5, 20]
/** Look-alikes that are posted besides, each a mistake of whoever posts it. */
const MISTAKEN = 2

interface Counts {
  readonly planted: number
  readonly lookAlikes: number
  readonly others: number
}

export function run(): Promise<string> {
  const variants = [...CORE, ...VARIED].filter(({ name }) => NETWORKS.includes(name))
  const lines: string[] = []
  let alike = 0
  let ofAlike = 0
  for (const setting of madeUpSettings(variants, FAMILIES)) {
    const world = buildWorld(setting, 1)
    if (!world) continue
    const platform = platformOfWorld(world)
    const { planted, lookAlikes } = groupsOf(world)
    const cells = POSTED.map((count) => {
      const withheld = shielded(world, platform, count, planted, lookAlikes)
      alike += withheld.lookAlikes
      ofAlike += lookAlikes.size
      const share = ((100 * withheld.planted) / planted.size).toFixed(0)
      return `${share} % (${withheld.lookAlikes}, ${withheld.others})`
    })
    lines.push(`| ${setting.background} | ${setting.name} | ${cells.join(' | ')} |`)
    process.stderr.write(`  ${setting.background}, ${setting.name}: ${cells.join('; ')}\n`)
  }
  return Promise.resolve(`${INTRODUCTION}
| background | network | ${POSTED.map((count) => `${count} seeds`).join(' | ')} |
|---|---|---:|---:|---:|
${lines.join('\n')}

Look-alikes withheld over all of these: ${alike} of ${ofAlike.toLocaleString('en-US')}, ${((100 * alike) / ofAlike).toFixed(3)} %.
`)
}

function groupsOf(world: World) {
  const planted = new Set(
    world.planted.flatMap((part) => [...part.sources, ...part.seekers, ...part.connectors]),
  )
  const lookAlikes = new Set(
    world.lookAlikes.flatMap(({ rows }) => [...rows].filter((row) => !planted.has(row))),
  )
  return { planted, lookAlikes }
}

/** Whom all looks around all posted seeds withhold, the seeds themselves left out. */
function shielded(
  world: World,
  platform: Platform,
  count: number,
  planted: ReadonlySet<number>,
  lookAlikes: ReadonlySet<number>,
): Counts {
  const random = createRandom(count)
  const right = sample(random, world.seeds, Math.min(count, world.seeds.length))
  const wrong = sample(random, Uint32Array.from(lookAlikes), MISTAKEN)
  const seeds = new Map([...right, ...wrong].map((row) => [row, 1] as const))
  const withheld = new Set<number>()
  for (const seed of seeds.keys()) {
    for (const most of LOOKS) {
      for (const [row, standing] of judgeAround(platform, seed, seeds, most).standings) {
        if (unpackStanding(standing).level === 'withhold') withheld.add(row)
      }
    }
  }
  const rows = [...withheld]
  const ofNetwork = rows.filter((row) => planted.has(row)).length
  const alike = rows.filter((row) => lookAlikes.has(row)).length
  return {
    // a seed of the network is withheld for its own signal
    planted: ofNetwork + right.length,
    lookAlikes: alike,
    others: rows.length - ofNetwork - alike,
  }
}

const INTRODUCTION = `The worlds of 60,000 accounts, before any map: so many seeds of the network are posted, and ${MISTAKEN}
innocent look-alikes by mistake. Share of the network that is then withheld, seeds among them; in brackets the
look-alikes and the others that are withheld with it, those posted by mistake left out. What is not
found from few seeds is for the next map.
`
