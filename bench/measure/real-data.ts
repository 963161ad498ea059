/**
 * Seed expansion on labelled real data, next to plain personalised PageRank.
 *
 * @module
 */
import { layered } from '../../src/graph/layers.ts'
import { personalisedPageRank } from '../../src/graph/pagerank.ts'
import { type Detector, type Seeds } from '../../src/detect/detector.ts'
import { everyRow } from '../../src/detect/every-row.ts'
import { fuse } from '../../src/detect/fuse.ts'
import { shuffled } from '../../src/detect/held-out.ts'
import { detectors } from '../../src/detect/index.ts'
import { seedsAt } from '../../src/detect/seeds.ts'
import { reachableAccounts } from '../../src/detect/ties.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { createRandom } from '../../src/util/random.ts'
import { degreesAlone } from '../worlds/baselines.ts'
import {
  DATA_SETS,
  type DataSet,
  type LabelledPlatform,
  loadDataSet,
  UNLABELLED,
} from './data-sets.ts'
import { QUALITIES, qualityOf, type RankingQuality } from './ranking-quality.ts'

export const title = 'Seed expansion on real data'

const DRAWS = [1, 2, 3, 4, 5]
const SHARE_KNOWN = 0.1
/** The seed of the random stream that deals held-out folds; the map's own default. */
const FUSE_SEED = 1
/** A ranking that is hardly above 0.5 has not found anything that a reviewer would notice. */
const HARDLY_A_SIGNAL = 0.7

const NO_GRAPH = 'degrees only'
const PLAIN = 'plain PageRank'
const FUSED = '**fused**'
const FUSED_ALL = 'fused, unreached accounts too'
const WITH_ABSENT = 'fused, absent accounts last'

interface Measured {
  readonly dataSet: DataSet
  readonly wanted: number
  readonly others: number
  readonly seeds: number
  /** Means over the draws. */
  readonly rows: ReadonlyMap<string, RankingQuality>
  /** Share of the accounts to be found that some path connects with a seed. */
  readonly reachable: number
  /** Share of the reachable ones that stand within the budget in the fused ranking. */
  readonly recallOfReachable: number
  readonly absentLabels: readonly number[]
  /** Of the fused ranking, if absent accounts stand last, as those do whom no seed reaches. */
  readonly withAbsent: RankingQuality
}

export async function run(dataFolder: string): Promise<string> {
  const parts: string[] = []
  for (const dataSet of DATA_SETS) {
    process.stderr.write(`  ${dataSet.name}…\n`)
    const data = await loadDataSet(dataFolder, dataSet)
    parts.push(
      data
        ? report(measure(dataSet, data))
        : `### ${dataSet.name}\n\nNot measured: the data is absent here.\n`,
    )
    if (!data) process.stderr.write(`  ${dataSet.name} is not in ${dataFolder}: left out\n`)
  }
  return `${INTRODUCTION}\n${parts.join('\n')}`
}

const INTRODUCTION = `A tenth of the accounts to be found is known (a uniform draw; mean of five
draws, seeds ${DRAWS.join(', ')}), all others are ranked. Labels serve to draw the seeds and to judge, nothing
else; no other column than the ids of accounts, tags and counts is read. The budget is as many
accounts as there are left to be found, so precision and recall at the budget are the same number.
AP is average precision. *Degrees only* compares how many follows, followers and tags an account has
with what seeds have, and reads no tie. *Plain PageRank* walks the same ties from the same seeds (restart 0.15) and
is not normalised. *Fused* is the ranking that \`map\` gives: an account that no seed reaches scores
0. Where there are such accounts, a last row lets it place them as well, by the shape of what they
do and by those they share a tag with.
`

function measure(dataSet: DataSet, { platform, labels, absentLabels }: LabelledPlatform): Measured {
  const bad = rowsWith(labels, (label) => label === 1)
  const known = Math.round(bad.length * SHARE_KNOWN)
  const sums = new Map<string, RankingQuality>()
  let reachable = 0
  let recall = 0
  for (const draw of DRAWS) {
    const seeds = seedsAt(
      [...shuffled(bad.length, createRandom(draw)).subarray(0, known)].map((k) => bad[k]),
    )
    const isSeed = new Set(seeds.rows)
    const rows = rowsWith(labels, (label) => label !== UNLABELLED).filter((row) => !isSeed.has(row))
    process.stderr.write(`    draw ${draw} of ${DRAWS.length}\n`)
    for (const [name, scores] of rankings(platform, seeds)) {
      add(sums, name, qualityOf(scores, labels, rows), 1 / DRAWS.length)
      if (name !== FUSED) continue
      add(
        sums,
        WITH_ABSENT,
        qualityWithAbsent(scores, labels, rows, absentLabels),
        1 / DRAWS.length,
      )
      const reached = reachableAccounts(platform, seeds.rows)
      const left = rows.filter((row) => labels[row] === 1)
      const within = rows.toSorted((a, b) => scores[b] - scores[a]).slice(0, left.length)
      const reachedLeft = left.filter((row) => reached[row] === 1).length
      const hits = within.filter((row) => labels[row] === 1 && reached[row] === 1).length
      reachable += reachedLeft / left.length / DRAWS.length
      recall += hits / reachedLeft / DRAWS.length
    }
  }
  const others = rowsWith(labels, (label) => label === 0).length
  const withAbsent = sums.get(WITH_ABSENT)!
  sums.delete(WITH_ABSENT)
  return {
    dataSet,
    wanted: bad.length - known,
    others,
    seeds: known,
    rows: sums,
    reachable,
    recallOfReachable: recall,
    absentLabels,
    withAbsent,
  }
}

function qualityWithAbsent(
  scores: Float64Array,
  labels: Uint8Array,
  rows: readonly number[],
  absentLabels: readonly number[],
): RankingQuality {
  const everyScore = Float64Array.of(
    ...rows.map((row) => scores[row]),
    ...absentLabels.map(() => 0),
  )
  const everyLabel = Uint8Array.of(...rows.map((row) => labels[row]), ...absentLabels)
  return qualityOf(everyScore, everyLabel, [...everyScore.keys()])
}

function* rankings(platform: Platform, seeds: Seeds): Generator<[string, Float64Array]> {
  yield [NO_GRAPH, degreesAlone(platform, seeds)]
  yield [PLAIN, plainPageRank(platform, seeds)]
  const remembering = detectors.map(remembered)
  for (const detector of remembering) {
    const scores = detector.score(platform, seeds, everyRow(platform))
    if (scores) yield [detector.id, scores]
  }
  yield [FUSED, fuse(platform, seeds, remembering, createRandom(FUSE_SEED)).scores]
  if (reachableAccounts(platform, seeds.rows).every((reached) => reached === 1)) return
  const options = { scoreUnreached: true }
  yield [FUSED_ALL, fuse(platform, seeds, remembering, createRandom(FUSE_SEED), options).scores]
}

/** The same detector on one platform, run once for the same seeds: the rankings share their runs. */
export function remembered(detector: Detector): Detector {
  const known = new Map<string, Float64Array | null>()
  return {
    ...detector,
    score(platform, seeds, rows) {
      const key = seeds.rows.join()
      const found = known.get(key)
      if (found !== undefined) return found
      const scores = detector.score(platform, seeds, rows)
      known.set(key, scores)
      return scores
    },
  }
}

/** Over follows and tags together, counts as weights: what anybody would try first. */
function plainPageRank({ accounts, tags, follows, tagUses }: Platform, seeds: Seeds): Float64Array {
  const layers = layered(
    [accounts.size, tags.size],
    [{ links: follows }, { links: tagUses, from: 0, to: 1 }],
  )
  return personalisedPageRank(layers, seeds).slice(0, accounts.size)
}

function report(measured: Measured): string {
  const { dataSet, wanted, others, seeds, rows } = measured
  const lines = [...rows].map(
    ([name, quality]) =>
      `| ${name} | ${QUALITIES.map((key) => quality[key].toFixed(3)).join(' | ')} |`,
  )
  return `### ${dataSet.name}

${sentence(dataSet.about)} ${count(seeds)} known, ${count(wanted)} to be found among ${count(wanted + others)}.

| ranking | AUC | AP | precision at budget |
|---|---:|---:|---:|
${lines.join('\n')}

${verdict(measured)}${absence(measured)}
`
}

function absence({ absentLabels, withAbsent }: Measured): string {
  if (absentLabels.length === 0) return ''
  const wanted = absentLabels.filter((label) => label === 1).length
  return ` Another ${count(absentLabels.length)} accounts have a label and nothing else (${count(wanted)} of them to be found): nothing can rank them, and they are left out of the table. Placed last, they would make fused AUC ${withAbsent.auc.toFixed(3)}, AP ${withAbsent.averagePrecision.toFixed(3)}.`
}

function verdict({ rows, wanted, others, reachable, recallOfReachable }: Measured): string {
  const plain = rows.get(PLAIN)!
  const fused = rows.get(FUSED)!
  const share = wanted / (wanted + others)
  const reach = `Some path from a seed reaches ${percent(reachable)} of those to be found; of these, ${percent(recallOfReachable)} are within the budget.`
  const gain = `Fused against plain: AUC ${signed(fused.auc - plain.auc)}, AP ${signed(fused.averagePrecision - plain.averagePrecision)}.`
  const chance = `By chance AP would be ${share.toFixed(3)}.`
  if (fused.auc >= HARDLY_A_SIGNAL) return `${reach} ${gain} ${chance}`
  return `${reach} ${gain} ${chance} **There is next to no signal here**: who is tied to whom hardly says who has the label, and no ranking of ours should be acted on for it.`
}

function add(
  sums: Map<string, RankingQuality>,
  name: string,
  quality: RankingQuality,
  share: number,
): void {
  const before = sums.get(name) ?? { auc: 0, averagePrecision: 0, precisionAtBudget: 0 }
  sums.set(name, {
    auc: before.auc + share * quality.auc,
    averagePrecision: before.averagePrecision + share * quality.averagePrecision,
    precisionAtBudget: before.precisionAtBudget + share * quality.precisionAtBudget,
  })
}

function rowsWith(labels: Uint8Array, wanted: (label: number) => boolean): number[] {
  const rows: number[] = []
  for (const [row, label] of labels.entries()) if (wanted(label)) rows.push(row)
  return rows
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
