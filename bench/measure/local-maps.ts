/**
 * What a local map gives away: the same worlds mapped whole, and from the closest accounts only.
 *
 * @module
 */
import { candidatesOf } from '../../src/detect/candidates.ts'
import { type Seeds } from '../../src/detect/detector.ts'
import { fuse } from '../../src/detect/fuse.ts'
import { detectors } from '../../src/detect/index.ts'
import { MIXTURE_MEMBER_SCORE, mixture } from '../../src/detect/mixture.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { createRandom } from '../../src/util/random.ts'
import { platformOfWorld } from '../worlds.ts'
import { judgeScores } from '../worlds/judge.ts'
import { CORE, madeUpSettings, VARIED } from '../worlds/settings.ts'
import { buildWorld, type World } from '../worlds/world.ts'

export const title = 'Local maps'

/** Accounts that may be scored, of 60,000. */
const LIMITS = [60_000, 20_000, 10_000]
/** The families in which a network is nearest and farthest to find: without and with a crowded core. */
const FAMILIES = ['chung-lu', 'rmat']
/** One of each kind of difficulty. */
const NETWORKS = [
  '20 seeds, 15 camouflage',
  '20 seeds, 40 camouflage',
  '70 accounts, 4 seeds',
  'lived-in accounts',
  '200 innocent followers',
  '100 camouflage',
  'half of the follows',
  'three networks',
]

export async function run(): Promise<string> {
  const variants = [...CORE, ...VARIED].filter(({ name }) => NETWORKS.includes(name))
  const settings = madeUpSettings(variants, FAMILIES)
  const lines: string[] = []
  const sums = LIMITS.map(() => 0)
  for (const setting of settings) {
    const world = buildWorld(setting, 1)
    if (!world) continue
    const platform = platformOfWorld(world)
    const cells = LIMITS.map((limit, k) => {
      const { averagePrecision, within, lookAlikes, members } = mapped(world, platform, limit)
      sums[k] += averagePrecision
      return `${averagePrecision.toFixed(3)} (${(100 * within).toFixed(1)} %, ${members}, ${lookAlikes})`
    })
    lines.push(`| ${setting.background} | ${setting.name} | ${cells.join(' | ')} |`)
    process.stderr.write(`  ${lines.length} of ${settings.length} worlds\n`)
  }
  const means = sums.map((sum) => (sum / lines.length).toFixed(4))
  return `${INTRODUCTION}
| background | network | ${LIMITS.map((limit) => `${limit.toLocaleString('en-US')} scored`).join(' | ')} |
|---|---|---:|---:|---:|
${lines.join('\n')}
| mean | | ${means.join(' | ')} |
`
}

function mapped(world: World, platform: Platform, limit: number) {
  const seeds: Seeds = {
    rows: world.seeds,
    weights: new Float32Array(world.seeds.length).fill(1),
  }
  const rows = candidatesOf(platform, seeds, limit)
  const { scores } = fuse(platform, seeds, detectors, createRandom(1), { rows })
  const everybody = new Float64Array(platform.accounts.size)
  for (const [place, row] of rows.entries()) everybody[row] = scores[place]
  const { averagePrecision } = judgeScores(world, everybody, Infinity)

  const planted = new Set(
    world.planted.flatMap((part) => [...part.sources, ...part.seekers, ...part.connectors]),
  )
  const isCandidate = new Set(rows)
  const within = [...planted].filter((row) => isCandidate.has(row)).length / planted.size
  const odds = mixture.score(platform, seeds, rows)
  const claimed = rows.filter((_row, place) => odds !== null && odds[place] > MIXTURE_MEMBER_SCORE)
  const isClaimed = new Set(claimed)
  const lookAlikes = world.lookAlikes.flatMap((group) =>
    [...group.rows].filter((row) => isClaimed.has(row) && !planted.has(row)),
  ).length
  return { averagePrecision, within, lookAlikes, members: claimed.length }
}

const INTRODUCTION = `The same worlds, 60,000 accounts and about 1M follows each, mapped whole and with only the closest
20,000 or 10,000 accounts scored (\`detect/candidates.ts\`). Average precision over the planted
accounts that are not seeds; in brackets the share of the planted that were candidates at all, the
accounts that the mixture claims, and the look-alikes among these.
`
