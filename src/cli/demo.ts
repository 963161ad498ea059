import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { inProcess } from '../audit/adapters/in-process.ts'
import { renderReport } from '../audit/report/render-report.ts'
import { DEFAULT_TEST_ACCOUNTS } from '../audit/run-audit.ts'
import { handfulOfFollows } from '../audit/scenarios/handful-of-follows.ts'
import { mapNetworks } from '../detect/map.ts'
import { mapSections } from '../detect/map-file.ts'
import { importPaths } from '../ingest/import.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { graphMark, saveMap } from '../platform/workspace-map.ts'
import { coFollow } from '../recommend/co-follow.ts'
import { simulateWorld } from '../simulate/simulate-world.ts'
import { writeWorld } from '../simulate/write-world.ts'
import { armsTable } from './arms-table.ts'
import { noPositionals, optional, type Run, wholeNumber } from './command.ts'
import { runArms } from './guarded-audit.ts'
import { auditReport, mapQuality } from './report-data.ts'
import { count, percent } from './tty.ts'
import { describeWorld } from './world-summary.ts'
import { writeTextFile } from './write-text-file.ts'

const EXPOSURE_BUDGET = 0.01

export const run: Run = async (input, { progress }) => {
  noPositionals(input)
  const accounts = wholeNumber(input, 'accounts', { fallback: 50_000, least: 1_000, most: 5e6 })
  const seed = wholeNumber(input, 'seed', { fallback: 1, least: 0, most: 0xffffffff })
  const out = optional(input, 'out') ?? 'firebreak-demo'
  const start = performance.now()

  // through files and a real import, as a platform's own data would come
  const data = join(out, 'made-up-data')
  const workspace = join(out, 'made-up-workspace')
  // what an earlier run left would be imported and mapped along
  for (const folder of [data, workspace]) rmSync(folder, { recursive: true, force: true })
  const simulated = simulateWorld({ accounts, seed }, progress)
  await writeWorld(simulated, data)
  await importPaths([data], workspace, { progress })
  const mark = graphMark(workspace)
  const platform = openWorkspace(workspace)

  const audit = {
    platform,
    recommender: inProcess(coFollow, platform),
    scenario: handfulOfFollows,
    testAccounts: DEFAULT_TEST_ACCOUNTS,
    seed,
    progress,
  }
  const { unguarded } = await runArms({ ...audit, map: null, arms: ['unguarded'] })
  const map = mapNetworks(platform, { seed, progress })
  saveMap(workspace, mark, mapSections(map))
  const { guarded } = await runArms({ ...audit, map, arms: ['guarded'] })
  const arms = { unguarded: unguarded!, guarded: guarded! }

  const world = describeWorld(simulated)
  const quality = mapQuality(platform, map)
  const [network] = map.networks
  const command = `firebreak demo --accounts ${accounts} --seed ${seed}`
  const withinBudget = arms.guarded.exposureAt10.high <= EXPOSURE_BUDGET
  const report = auditReport({ ...audit, map, arms, budget: EXPOSURE_BUDGET, withinBudget })
  const reportFile = join(out, 'report.html')
  writeTextFile(
    reportFile,
    renderReport({
      ...report,
      title: 'The loop, closed: guard off and on',
      world: { ...report.world, madeUp: true },
      precision: {
        points: quality.points,
        chosenBudget: quality.review.budget,
        baseRate: quality.baseRate,
      },
      method: { ...report.method, command },
    }),
  )

  const json = {
    world,
    network: { sources: network?.sources ?? 0, uniqueFollowers: network?.uniqueFollowers ?? 0 },
    map: {
      averagePrecision: quality.averagePrecision,
      budget: quality.review.budget,
      precisionAtBudget: quality.review.precision,
      recallAtBudget: quality.review.recall,
    },
    audit: arms,
    collateral: { benignWithheldShare: arms.guarded.benignWithheldShare },
    elapsedSeconds: (performance.now() - start) / 1000,
  }
  const { planted } = world
  const hidden = planted.sources + planted.seekers + planted.connectors + planted.atRisk
  return {
    json,
    text: `A made-up platform: ${count(world.accounts)} accounts, ${count(world.follows)} follows, a hidden network of ${count(hidden)}, of which ${count(world.seeds)} are known.

Each test account follows one source and the first five recommendations that come, then only looks.

${armsTable(arms)}

Mapped from the ${count(world.seeds)} known accounts: ${count(json.network.sources)} sources with ${count(json.network.uniqueFollowers)} unique followers.
Of the first ${count(quality.review.budget)} accounts to review, ${percent(quality.review.precision)} are of the network; that finds ${percent(quality.review.recall)} of it.

${Math.round(json.elapsedSeconds)} s. Look at ${reportFile}, or go on with the workspace: firebreak scores --workspace ${workspace}
`,
  }
}
