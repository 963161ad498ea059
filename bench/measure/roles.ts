/**
 * Roles, and who follows sources beyond chance: what a map says, held against what was planted.
 *
 * @module
 */
import { everyRow } from '../../src/detect/every-row.ts'
import { fitOnce } from '../../src/detect/mixture.ts'
import { assignRoles } from '../../src/detect/roles.ts'
import { FALSE_DISCOVERY_RATE, sourceFollowers } from '../../src/detect/source-followers.ts'
import { type Role, ROLES } from '../../src/model/role.ts'
import { createRandom } from '../../src/util/random.ts'
import { drawSetting } from '../groups/drawn-setting.ts'
import { platformOfWorld } from '../worlds.ts'
import { buildWorld, type World } from '../worlds/world.ts'

export const title = 'Roles, and who follows sources beyond chance'

/** The seeds of the worlds; nothing was chosen on them. */
const FIRST_SEED = 2001
const WORLDS = 12
const JUDGED = ['source', 'seeker', 'connector'] as const

/** What was said of how many, how many of those were right, and how many there are. */
interface Tally {
  said: number
  right: number
  truth: number
  /** Share of false ones in each world where anybody was named. */
  readonly falseShares: number[]
}

export async function run(): Promise<string> {
  const tallies = new Map<string, Tally>()
  const add = (name: string, said: ReadonlySet<number>, truth: ReadonlySet<number>) => {
    const tally = tallies.get(name) ?? { said: 0, right: 0, truth: 0, falseShares: [] }
    tallies.set(name, tally)
    const right = common(said, truth).size
    tally.said += said.size
    tally.right += right
    tally.truth += truth.size
    if (said.size > 0) tally.falseShares.push(1 - right / said.size)
  }
  for (let seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
    const world = buildWorld(drawSetting(createRandom(seed)), seed)
    if (world) judge(world, add)
  }
  const rows = [...tallies].map(([name, { said, right, truth, falseShares }]) => {
    const mean = falseShares.reduce((sum, part) => sum + part, 0) / falseShares.length
    return [
      name,
      ...[said, truth].map((count) => count.toLocaleString('en')),
      ...[right / said, right / truth, mean].map((part) => `${(100 * part).toFixed(1)} %`),
    ]
  })
  return `Over ${WORLDS} drawn worlds (seeds from ${FIRST_SEED} on), as in the section on sizes. Roles are of members that the
mixture claims. The test asks of everybody whether they follow sources more than a null model that keeps
all degrees allows, at a false-discovery rate of ${100 * FALSE_DISCOVERY_RATE} %; whoever was not planted as a seeker or
connector counts as false, innocents who do follow many sources among them.

${table(['said', 'accounts', 'planted', 'precision', 'recall', 'false, mean of worlds'], rows)}
`
}

function judge(
  world: World,
  add: (name: string, said: ReadonlySet<number>, truth: ReadonlySet<number>) => void,
): void {
  const platform = platformOfWorld(world)
  const seeds = { rows: world.seeds, weights: new Float32Array(world.seeds.length).fill(1) }
  const rows = everyRow(platform)
  const fit = fitOnce(platform, seeds, rows)
  const members = new Set([...rows.filter((row) => fit.logOdds[row] > 0), ...world.seeds])
  const roles = assignRoles(
    platform,
    [...members],
    (row) => fit.sourceWeights[row] - fit.seekerWeights[row],
  )
  const planted = (role: 'sources' | 'seekers' | 'connectors') =>
    new Set(world.planted.flatMap((part) => [...part[role]]))
  const ofRole = (role: Role) => new Set(rows.filter((row) => roles[row] === ROLES.indexOf(role)))
  for (const role of JUDGED) add(role, ofRole(role), planted(`${role}s`))
  const followers = new Set([...planted('seekers'), ...planted('connectors')])
  const beyond = sourceFollowers(platform, roles).filter(
    ({ qValue }) => qValue <= FALSE_DISCOVERY_RATE,
  )
  const named = new Set(beyond.map(({ row }) => row))
  add('beyond chance, of everybody', named, followers)
  add('beyond chance, of members', common(named, members), followers)
}

function common(some: ReadonlySet<number>, others: ReadonlySet<number>): Set<number> {
  return new Set([...some].filter((row) => others.has(row)))
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, k) => (k === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
