/**
 * A network planted in a real graph (lastfm: friends, and the artists they listen to), audited with
 * each reference recommender, guard off and on.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ArmResult } from '../../src/audit/run-audit.ts'
import { inProcess } from '../../src/audit/adapters/in-process.ts'
import { glancingContact } from '../../src/audit/scenarios/glancing-contact.ts'
import { handfulOfFollows } from '../../src/audit/scenarios/handful-of-follows.ts'
import { runArms } from '../../src/cli/guarded-audit.ts'
import { mapQuality } from '../../src/cli/report-data.ts'
import { mapNetworks } from '../../src/detect/map.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { recommenders } from '../../src/recommend/index.ts'
import { createRandom } from '../../src/util/random.ts'
import { silent } from '../../src/util/progress.ts'
import { importedFrom, plantNetwork } from './plant-network.ts'

export const title = 'A network planted in a real graph'

const SEED = 1
const SEEDS_KNOWN = 10
const SHAPE = {
  sources: 20,
  seekers: 110,
  connectors: 10,
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

/** Markdown, or why there is none. */
export async function run(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'lastfm')
  if (!existsSync(folder)) return 'Not measured: the data set lastfm is absent.\n'
  const platform = await plantedInLastfm(folder)
  const map = mapNetworks(platform, { seed: SEED })
  const { averagePrecision } = mapQuality(platform, map)
  const rows: string[] = []
  for (const scenario of [glancingContact, handfulOfFollows]) {
    for (const recommender of recommenders) {
      const { unguarded, guarded } = await runArms({
        platform,
        recommender: inProcess(recommender, platform),
        scenario,
        testAccounts: 300,
        seed: SEED,
        map,
        arms: ['unguarded', 'guarded'],
        progress: silent,
      })
      rows.push(row(`${scenario.name}, ${recommender.id}`, unguarded!, guarded!))
    }
  }
  const worst = map.networks.length === 0 ? 'none' : String(map.networks[0].uniqueFollowers)
  return `${platform.accounts.size} accounts, ${platform.follows.out.targets.length} follows and ${platform.itemUses.out.targets.length} listening counts of lastfm; into them a made-up network of
${SHAPE.sources + SHAPE.seekers + SHAPE.connectors} accounts (${SHAPE.sources} sources, ${SHAPE.seekers} seekers, ${SHAPE.connectors} connectors, ${SHAPE.camouflage} camouflage follows each), ${SEEDS_KNOWN} of them known, and innocent look-alikes.
The map finds it with average precision ${averagePrecision.toFixed(3)}; its sources have ${worst} unique followers. 300 test accounts and as many
controls in each arm, seed ${SEED}; off → on is guard off → guard on.

| scenario, recommender | exposure@10, off → on | flood ratio, off → on | saw any, off → on | median slates to first, off → on | control exposure@10, off → on | benign withheld | look-alikes withheld, worst group |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

/** The data set with the network and its look-alikes planted; the truth is known. */
export async function plantedInLastfm(folder: string): Promise<Platform> {
  return plantNetwork(await importedFrom(folder), createRandom(SEED), SHAPE, SEEDS_KNOWN)
}

function row(name: string, off: ArmResult, on: ArmResult): string {
  const both = (of: (arm: ArmResult) => string) => `${of(off)} → ${of(on)}`
  const worst = Math.max(0, ...on.lookAlikes.map(({ withheld, accounts }) => withheld / accounts))
  return `| ${[
    name,
    both((arm) => share(arm.exposureAt10.value)),
    both((arm) => share(arm.floodRatio.value)),
    both((arm) => share(arm.shareExposed)),
    both((arm) => String(arm.firstExposureMedianSlates ?? 'never')),
    both((arm) => share(arm.control.exposureAt10.value)),
    share(on.benignWithheldShare),
    share(worst),
  ].join(' | ')} |`
}

function share(value: number | null): string {
  return value === null ? 'not measurable' : `${(value * 100).toFixed(value < 0.01 ? 2 : 1)} %`
}
