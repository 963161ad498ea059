/**
 * The report card on real graphs with a planted network: every recommender on every surface, guard
 * off, on, and at each of its ends alone; and what the guard costs the quality of benign lists.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inProcess } from '../../src/audit/adapters/in-process.ts'
import { parseScenario } from '../../src/audit/scenario.ts'
import { type ArmResult } from '../../src/audit/run-audit.ts'
import { type Arms } from '../../src/cli/arms-table.ts'
import { type GuardArm, runArms } from '../../src/cli/guarded-audit.ts'
import { mapQuality } from '../../src/cli/report-data.ts'
import { mapNetworks } from '../../src/detect/map.ts'
import { type Surface, SURFACES } from '../../src/model/surface.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type Recommender } from '../../src/recommend/recommender.ts'
import { recommenders } from '../../src/recommend/index.ts'
import { createRandom } from '../../src/util/random.ts'
import { silent } from '../../src/util/progress.ts'
import { holdOutFollows } from './held-out-follows.ts'
import { importedFrom, plantNetwork } from './plant-network.ts'
import { qualityLost } from './quality-lost.ts'
import { addMadeUpTags } from './made-up-tags.ts'

export const title = 'Report card: five recommenders, seven surfaces, three real graphs'

/** None of those that anything was chosen on: see docs/history/2026-11-25-stars-and-crowds.md. */
const SEED = 11
/** Few, for there are 420 audits; all the cells of a graph together are many. */
const TEST_ACCOUNTS = 30
const SEEDS_KNOWN = 20
const SHAPE = {
  sources: 60,
  seekers: 415,
  connectors: 25,
  sourcesFollowed: [4, 10],
  concentration: 0.3,
  camouflage: 8,
  camouflageTo: 'popular',
  innocentFollowers: 5,
  sourceLinks: 2,
  followBack: 0.05,
  livedIn: false,
  bridged: 0.1,
  idolsFollowed: 1,
  sharedStars: 2,
} as const
const GRAPHS = ['lastfm', 'ego-facebook', 'twitch-de'] as const
/** Found by words alone: the same whoever recommends. */
const BY_WORDS: readonly Surface[] = ['search-accounts', 'search-suggestions', 'tag-page']
const ARMS: readonly GuardArm[] = ['unguarded', 'learningOnly', 'candidatesOnly', 'guarded']

/** Markdown, or why there is none. `FIREBREAK_GRAPH=lastfm` measures that graph alone. */
export async function run(dataFolder: string): Promise<string> {
  const parts: string[] = []
  const only = process.env['FIREBREAK_GRAPH']
  for (const name of GRAPHS) {
    if (only !== undefined && only !== name) continue
    const folder = join(dataFolder, name)
    const part = existsSync(folder)
      ? await measured(name, folder)
      : `${name} is absent: not measured.\n`
    process.stderr.write(`${part}\n`)
    parts.push(part)
  }
  return `Into each graph a made-up network of ${SHAPE.sources + SHAPE.seekers + SHAPE.connectors} new accounts (${SHAPE.sources} sources, ${SHAPE.seekers} seekers, ${SHAPE.connectors} connectors), ${SEEDS_KNOWN} of them
known, with innocent look-alikes; tags are made up, so that search and tag pages have something to find. Exposure counts everybody
who is really of the network, mapped or not. ${TEST_ACCOUNTS} test accounts and as many controls in each cell and arm, one follow, six slates, seed ${SEED}; the shares of all cells of a graph
stand on ${TEST_ACCOUNTS * SURFACES.length * recommenders.length} guarded sessions. What is found by words
(searches, tag pages) is the same whoever recommends, and was measured once for each graph. L is the guard on learning only, C on candidates only. nDCG@20: 300 benign accounts, a fifth of their follows hidden
from everybody and to be found again.

${parts.join('\n')}`
}

interface Cell {
  readonly recommender: string
  readonly surface: Surface
  readonly arms: Required<Omit<Arms, 'shadow'>>
}

async function measured(name: string, folder: string): Promise<string> {
  const { platform: known, lists } = holdOutFollows(await importedFrom(folder), createRandom(SEED))
  const random = createRandom(SEED)
  const platform = addMadeUpTags(plantNetwork(known, random, SHAPE, SEEDS_KNOWN), random)
  const map = mapNetworks(platform, { seed: SEED })
  const cells: Cell[] = []
  const lost: string[] = []
  for (const recommender of recommenders) {
    process.stderr.write(`  ${name}, ${recommender.id}\n`)
    const byWords = cells
      .slice(0, SURFACES.length)
      .filter(({ surface }) => BY_WORDS.includes(surface))
    cells.push(...(await cellsOf(platform, recommender, map, byWords)))
    const { off, on } = qualityLost(platform, recommender, map, lists)
    lost.push(
      `${recommender.id} ${off.toFixed(4)} → ${on.toFixed(4)} (${percent(1 - on / off)} lost)`,
    )
  }
  const guarded = cells.map(({ arms }) => arms.guarded)
  const sessions = guarded.length * TEST_ACCOUNTS
  const exposed = guarded.reduce(
    (sum, arm) => sum + Math.round(arm.shareExposed * TEST_ACCOUNTS),
    0,
  )
  const most = (of: (arm: ArmResult) => number) => percent(Math.max(...guarded.map(of)))
  const mean = (of: (arm: ArmResult) => number) =>
    percent(guarded.reduce((sum, arm) => sum + of(arm), 0) / guarded.length)
  return `### ${name}

${platform.accounts.size} accounts, ${platform.follows.out.targets.length} follows; the map finds the network with average precision ${mapQuality(platform, map).averagePrecision.toFixed(3)}, ${map.members.length} members.
Guard on, over all cells: flood ratio ${mean((arm) => arm.floodRatio.value)} (worst cell ${most((arm) => arm.floodRatio.value)}), ${exposed} of ${sessions} sessions saw any (worst cell ${most((arm) => arm.shareExposed)}),
benign withheld ${mean((arm) => arm.benignWithheldShare ?? 0)} (worst cell ${most((arm) => arm.benignWithheldShare ?? 0)}). nDCG@20 on benign lists, off → on: ${lost.join('; ')}.

| recommender, surface | flood ratio off | L | C | on | saw any off | L | C | on | benign withheld |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${cells.map(rowOf).join('\n')}
`
}

async function cellsOf(
  platform: Platform,
  recommender: Recommender,
  map: Parameters<typeof runArms>[0]['map'],
  byWords: readonly Cell[],
): Promise<Cell[]> {
  const asked = inProcess(recommender, platform)
  const cells: Cell[] = []
  for (const surface of SURFACES) {
    const same = byWords.find((cell) => cell.surface === surface)
    if (same) {
      cells.push({ ...same, recommender: recommender.id })
      continue
    }
    const scenario = parseScenario({
      name: `report-card-${surface}`,
      surface,
      steps: [
        { kind: 'warm-up', follows: 5 },
        { kind: 'meet', by: 'follow' },
        { kind: 'look', slates: 6 },
      ],
    })
    const { unguarded, guarded, candidatesOnly, learningOnly } = await runArms({
      platform,
      recommender: asked,
      scenario,
      testAccounts: TEST_ACCOUNTS,
      seed: SEED,
      map,
      arms: ARMS,
      progress: silent,
    })
    const arms = {
      unguarded: unguarded!,
      guarded: guarded!,
      candidatesOnly: candidatesOnly!,
      learningOnly: learningOnly!,
    }
    cells.push({ recommender: recommender.id, surface, arms })
  }
  return cells
}

function rowOf({ recommender, surface, arms }: Cell): string {
  const each = [arms.unguarded, arms.learningOnly, arms.candidatesOnly, arms.guarded]
  return `| ${[
    `${recommender}, ${surface}`,
    ...each.map((arm) => percent(arm.floodRatio.value)),
    ...each.map((arm) => percent(arm.shareExposed)),
    percent(arms.guarded.benignWithheldShare ?? NaN),
  ].join(' | ')} |`
}

function percent(value: number): string {
  return Number.isNaN(value) ? '–' : `${(value * 100).toFixed(Math.abs(value) < 0.1 ? 2 : 1)} %`
}
