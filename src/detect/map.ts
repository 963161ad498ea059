/**
 * The map: from the seeds to scores, roles and networks.
 *
 * Two questions, kept apart. *Who should people look at first?* is answered by the fused ranking,
 * which always has an answer. *Who may software act on?* is answered by the log-odds of the mixture, and
 * of the block model where that leaves seeds unexplained: the detectors whose scale means something.
 * Where they cannot speak, nobody is acted on.
 *
 * On a large platform the map is local: the accounts closest to the seeds are scored
 * (candidates.ts), all others score 0. What is said of everybody is whether a seed reaches them.
 *
 * @module
 */
import { type reachedFrom } from '../graph/reached.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { type Progress, silent } from '../util/progress.ts'
import { createRandom } from '../util/random.ts'
import { blockLogOdds } from './block-model.ts'
import { candidatesOf, MOST_CANDIDATES } from './candidates.ts'
import { type Seeds } from './detector.ts'
import { placeIn } from './every-row.ts'
import { fuse, type Fused } from './fuse.ts'
import { detectors } from './index.ts'
import { fitOnce, type MixtureFit } from './mixture.ts'
import { findNetworks, type Network } from './networks.ts'
import { memberEvidence } from './member-evidence.ts'
import { assignRoles } from './roles.ts'
import { mayClaim, seedsOf } from './seeds.ts'
import { tagCensus, type TagCensus, type TagsBefore } from './tag-census.ts'
import { withTagEvidence } from './tag-evidence.ts'
import { tagFamilies, tagsUsedBy } from './tag-families.ts'
import { reachableAccounts } from './ties.ts'

export interface NetworkMap {
  readonly seeds: Seeds
  /** Rows of the accounts that were scored, rising: the closest to the seeds, or everybody. */
  readonly rows: Uint32Array
  /** Scores and what they are made of, one for each of `rows`. */
  readonly fused: Fused
  /** Natural log-odds of a part in the network, one for each of `rows`. */
  readonly logOdds: Float64Array
  /** Rows of all accounts but the seeds: those scored, best first, then all others as they come. */
  readonly ranking: Uint32Array
  /** 1 for each account that any tie connects with a seed, over any way; one for each account. */
  readonly reachable: Uint8Array
  /**
   * Seeds, and accounts that are more likely than not of the network; rising. Nobody where nothing
   * but reports of named reporters speaks.
   */
  readonly members: Uint32Array
  /** Place in `ROLES`, one for each account. */
  readonly roles: Uint8Array
  /** For each of `members`, how likely it has each of `ROLES`: they sum to 1. */
  readonly roleProbabilities: Float32Array
  readonly networks: readonly Network[]
  /** How many used each tag, for the next map to be held against; and what this one was. */
  readonly tags: TagCensus
  readonly tagsBefore: TagsBefore | null
}

export interface MapOptions {
  /** The same seed gives the same map. 1 unless said. */
  readonly seed?: number
  /** How many accounts may be scored. */
  readonly mostCandidates?: number // defaults to MOST_CANDIDATES
  /** Another way to find what is reachable, with the same answer: this one is a single thread. */
  readonly reachedFrom?: typeof reachedFrom
  /** Of the map before; without it no tag is known to be new. */
  readonly tagsBefore?: TagsBefore | null
  readonly progress?: Progress
}

/** Map the platform from its own signals. Without seeds everybody scores 0 and nobody is a member. */
export function mapNetworks(platform: Platform, options: MapOptions = {}): NetworkMap {
  const {
    seed = 1,
    mostCandidates = MOST_CANDIDATES,
    tagsBefore = null,
    progress = silent,
  } = options
  const seeds = seedsOf(platform)
  progress(0, 0, 'accounts close to the seeds')
  const rows = candidatesOf(platform, seeds, mostCandidates)
  progress(0, 0, 'two-role mixture')
  const fit = withBlocks(fitOnce(platform, seeds, rows), blockLogOdds(platform, seeds, rows))
  const members = mayClaim(platform) ? membersOf(rows, fit.logOdds, seeds) : new Uint32Array(0)
  progress(0, 0, 'accounts that any path reaches')
  const reachable = reachableAccounts(platform, seeds.rows, options.reachedFrom)
  const fused = fuse(platform, seeds, detectors, createRandom(seed), { rows, reachable, progress })
  progress(0, 0, 'roles and networks')
  const signals = new Map(Array.from(seeds.rows, (row, k) => [row, seeds.weights[k]]))
  const { roles, probabilities } = assignRoles(platform, members, (row) =>
    memberEvidence(fit, placeIn(rows, row), signals.get(row)),
  )
  const familyOf = tagFamilies(platform, tagsUsedBy(platform, members))
  return Object.freeze({
    seeds,
    rows,
    fused,
    logOdds: withTagEvidence(platform, rows, fit.logOdds, members, familyOf),
    ranking: rank(platform.accounts.size, rows, fused.scores, seeds.rows),
    reachable,
    members,
    roles,
    roleProbabilities: probabilities,
    networks: findNetworks(platform, members, roles, { familyOf, tagsBefore }),
    tags: tagCensus(platform),
    tagsBefore,
  })
}

/** The score of any account. */
export function scoreOf({ rows, fused }: Pick<NetworkMap, 'rows' | 'fused'>, row: number): number {
  const place = placeIn(rows, row)
  return place < 0 ? 0 : fused.scores[place]
}

/** How likely an account has each role, by the map; null for whoever is no member. */
export function roleProbabilitiesOf(
  { members, roleProbabilities }: Pick<NetworkMap, 'members' | 'roleProbabilities'>,
  row: number,
): Record<Role, number> | null {
  const place = placeIn(members, row)
  if (place < 0) return null
  const shares = roleProbabilities.subarray(ROLES.length * place, ROLES.length * (place + 1))
  const [source, seeker, connector, atRisk, bystander] = shares
  return { source, seeker, connector, 'at-risk': atRisk, bystander }
}

/** How many accounts anything at all speaks for, seeds left out. */
export function countScored({ rows, fused, seeds }: NetworkMap): number {
  let count = 0
  for (const score of fused.scores) if (score > 0) count++
  for (const row of seeds.rows) if (fused.scores[placeIn(rows, row)] > 0) count--
  return count
}

/** Either model may claim an account that the other does not see. */
function withBlocks(fit: MixtureFit, blockOdds: Float64Array | null): MixtureFit {
  if (!blockOdds) return fit
  return { ...fit, logOdds: fit.logOdds.map((odds, i) => Math.max(odds, blockOdds[i])) }
}

function membersOf(rows: Uint32Array, logOdds: Float64Array, seeds: Seeds): Uint32Array {
  const members = new Set<number>(seeds.rows)
  for (const [place, odds] of logOdds.entries()) if (odds > 0) members.add(rows[place])
  return Uint32Array.from(members).toSorted()
}

/**
 * All accounts but the seeds: `rows` by their scores, then the others. Equal scores in the order of
 * rows, so that the same map is the same file.
 */
export function rank(
  accounts: number,
  rows: Uint32Array,
  scores: Float64Array,
  seeds: Uint32Array,
): Uint32Array {
  const isScored = new Uint8Array(accounts)
  for (const row of rows) isScored[row] = 1
  const isSeed = new Set(seeds)
  const best = Uint32Array.from(rows.keys())
    .filter((place) => !isSeed.has(rows[place]))
    .toSorted((a, b) => scores[b] - scores[a] || a - b)
  const ranking = new Uint32Array(accounts - seeds.length)
  let filled = 0
  for (const place of best) ranking[filled++] = rows[place]
  for (let row = 0; row < accounts; row++) if (isScored[row] === 0) ranking[filled++] = row
  return ranking
}
