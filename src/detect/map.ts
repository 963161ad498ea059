/**
 * The map: from the seeds to scores, roles and networks.
 *
 * Two questions, kept apart. *Who should people look at first?* is answered by the fused ranking,
 * which always has an answer. *Who may software act on?* is answered by the log-odds of the mixture,
 * the one detector whose scale means something: where it cannot speak, nobody is acted on.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { type Progress, silent } from '../util/progress.ts'
import { createRandom } from '../util/random.ts'
import { type Seeds } from './detector.ts'
import { everyRow } from './every-row.ts'
import { fuse, type Fused } from './fuse.ts'
import { detectors } from './index.ts'
import { fitOnce } from './mixture.ts'
import { findNetworks, type Network } from './networks.ts'
import { assignRoles } from './roles.ts'
import { seedsOf } from './seeds.ts'
import { reachableAccounts } from './ties.ts'

export interface NetworkMap {
  readonly seeds: Seeds
  readonly fused: Fused
  /** Rows of all accounts but the seeds, best first. */
  readonly ranking: Uint32Array
  /** 1 for each account that any tie connects with a seed, over any way. */
  readonly reachable: Uint8Array
  /** Natural log-odds of a part in the network, one for each account. */
  readonly logOdds: Float64Array
  /** Seeds, and accounts that are more likely than not of the network; rising. */
  readonly members: Uint32Array
  /** Place in `ROLES`, one for each account. */
  readonly roles: Uint8Array
  readonly networks: readonly Network[]
}

export interface MapOptions {
  /** The same seed gives the same map. 1 unless said. */
  readonly seed?: number
  readonly progress?: Progress
}

/** Map the platform from its own signals. Without seeds everybody scores 0 and nobody is a member. */
export function mapNetworks(
  platform: Platform,
  { seed = 1, progress = silent }: MapOptions = {},
): NetworkMap {
  progress(0, 0, 'two-role mixture')
  const seeds = seedsOf(platform)
  const fit = fitOnce(platform, seeds, everyRow(platform))
  const members = membersOf(fit.logOdds, seeds)
  const fused = fuse(platform, seeds, detectors, createRandom(seed), { progress })
  progress(0, 0, 'roles and networks')
  const roles = assignRoles(platform, fit, members)
  const networks = findNetworks(platform, members, roles)
  return Object.freeze({
    seeds,
    fused,
    ranking: rank(fused.scores, seeds.rows),
    reachable: reachableAccounts(platform, seeds.rows),
    logOdds: fit.logOdds,
    members,
    roles,
    networks,
  })
}

function membersOf(logOdds: Float64Array, { rows }: Seeds): Uint32Array {
  const members = new Set<number>(rows)
  for (const [row, odds] of logOdds.entries()) if (odds > 0) members.add(row)
  return Uint32Array.from(members).toSorted()
}

/** Equal scores in the order of rows, so that the same map is the same file. */
function rank(scores: Float64Array, seeds: Uint32Array): Uint32Array {
  const isSeed = new Uint8Array(scores.length)
  for (const row of seeds) isSeed[row] = 1
  const rows = Uint32Array.from(scores.keys()).filter((row) => isSeed[row] === 0)
  return rows.toSorted((a, b) => scores[b] - scores[a] || a - b)
}
