/**
 * What a report is drawn from, gathered from an audit and its map. No account id gets in here.
 *
 * @module
 */
import { networkRows } from '../audit/network-rows.ts'
import { averagePrecision, type ReviewPoint, reviewPoints } from '../audit/ranking-quality.ts'
import {
  type ReportData,
  type ReportDetector,
  type ReportNetwork,
  type ReportNode,
} from '../audit/report/report-data.ts'
import { type Scenario } from '../audit/scenario.ts'
import { scenarioHash } from '../audit/scenario-hash.ts'
import { type SurfaceRecommender } from '../audit/surface-recommender.ts'
import { detectors } from '../detect/index.ts'
import { type NetworkMap } from '../detect/map.ts'
import { ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { type Arms } from './arms-table.ts'

export interface Audited {
  readonly platform: Platform
  readonly map: NetworkMap | null
  readonly arms: Arms
  readonly scenario: Scenario
  readonly recommender: Pick<SurfaceRecommender, 'id' | 'title'>
  readonly seed: number
}

/** The report of `firebreak audit`; `demo` adds what only a made-up world has. */
export function auditReport({
  platform,
  map,
  arms,
  scenario,
  recommender,
  seed,
  budget,
  withinBudget,
}: Audited & { readonly budget: number; readonly withinBudget: boolean }): ReportData {
  return {
    title: `Audit of ${recommender.id}`,
    arms,
    world: {
      madeUp: false,
      accounts: platform.accounts.size,
      follows: platform.follows.out.targets.length,
      seeds: map?.seeds.rows.length,
    },
    knownAnswers: platform.truth !== null,
    benignWithheldShare: arms.guarded?.benignWithheldShare,
    exposureBudget: { limit: budget, within: withinBudget },
    lookAlikes: arms.guarded?.lookAlikes.length ? { groups: arms.guarded.lookAlikes } : undefined,
    network: map ? networkPicture(platform, map) : undefined,
    detectors: map ? detectorShares(map) : undefined,
    method: {
      seed,
      scenario: scenario.name,
      scenarioSentence: scenario.title,
      slatesPerRefresh: scenario.slatesPerRefresh,
      recommender: recommender.title,
      facts: [{ name: 'SHA-256 of the scenario', value: scenarioHash(scenario) }],
      limits: platform.truth
        ? []
        : [
            'Exposure counts accounts with harmful signals and mapped ones: what nobody knows of is not seen.',
          ],
    },
  }
}

/** Members of the map and, where the true answer is known, those it missed. */
export function networkPicture(platform: Platform, map: NetworkMap): ReportNetwork {
  const known = platform.truth ? networkRows(platform) : null
  const members = new Set(map.members)
  const seeds = new Set(map.seeds.rows)
  const rows = new Set(members)
  known?.forEach((harmful, row) => {
    if (harmful) rows.add(row)
  })
  const places = new Map([...rows].map((row, place) => [row, place]))
  const nodes = [...rows].map((row): ReportNode => ({
    role: ROLES[map.roles[row]],
    seed: seeds.has(row),
    mapped: members.has(row),
    planted: known ? known[row] === 1 : undefined,
  }))
  const { starts, targets } = platform.follows.out
  const follows: [number, number][] = []
  for (const [row, place] of places) {
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      const target = places.get(targets[e])
      if (target !== undefined) follows.push([place, target])
    }
  }
  const [largest] = map.networks
  // followers of no source are not few: there is nothing to count
  return { nodes, follows, uniqueFollowers: largest?.sources ? largest.uniqueFollowers : undefined }
}

/** No detector of the list: what a learned blend reads beside them. */
const SHAPE_TITLE = 'The shape of what it does alone: how much it follows, uses, is followed'

export function detectorShares({ fused }: NetworkMap): ReportDetector[] {
  const total = fused.parts.reduce((sum, { weight }) => sum + weight, 0)
  return fused.parts.map(({ id, weight, heldOutFound }) => ({
    title: id === 'shape' ? SHAPE_TITLE : (detectors.find((each) => each.id === id)?.title ?? id),
    share: total === 0 ? 0 : weight / total,
    heldOutFound,
  }))
}

export interface MapQuality {
  readonly averagePrecision: number
  /** What a review of as many accounts as were mapped finds. */
  readonly review: ReviewPoint
  readonly points: readonly ReviewPoint[]
  /** Precision of a review in random order. */
  readonly baseRate: number
}

/** The map against the true answer of a made-up world. */
export function mapQuality(platform: Platform, map: NetworkMap): MapQuality {
  const planted = networkRows(platform)
  const relevant = map.ranking.reduce((sum, row) => sum + planted[row], 0)
  const budget = Math.max(1, map.members.length - map.seeds.rows.length)
  // steps of a fifth of the network, to twice its size
  const budgets = Array.from({ length: 10 }, (_, k) => Math.round(((k + 1) * relevant) / 5))
  const [review, ...points] = reviewPoints(map.ranking, planted, [budget, ...budgets])
  return {
    averagePrecision: averagePrecision(map.ranking, planted),
    review,
    // the review is one of them, so that a picture can mark the very figure that the words name
    points: [review, ...points.filter((point) => point.budget !== review.budget)].toSorted(
      (a, b) => a.budget - b.budget,
    ),
    baseRate: relevant / map.ranking.length,
  }
}
