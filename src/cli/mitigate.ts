import { type NetworkMap } from '../detect/map.ts'
import { listsOfRecommender } from '../mitigate/lists-of-recommender.ts'
import { reachability } from '../mitigate/reachability.ts'
import { type RecommendationLists } from '../mitigate/recommendation-lists.ts'
import { planRewirings } from '../mitigate/rewire.ts'
import { MOST_SWAPS, netSwaps } from '../mitigate/swap.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { parseSwitchReason } from '../model/document.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { recommenders } from '../recommend/index.ts'
import {
  type Effects,
  type Input,
  oneOf,
  optional,
  type Outcome,
  required,
  type Run,
  share,
  wholeNumber,
} from './command.ts'
import { readMap } from './read-map.ts'
import { recordDeed } from './record-deed.ts'
import {
  appliedPath,
  hasApplied,
  hashedId,
  readSwapFile,
  removeApplied,
  rowsOf,
  type SwapFile,
  writeSwapFile,
} from './swap-file.ts'
import { count, percent } from './tty.ts'

const DEFAULTS = { swaps: 100, relevance: 0.95, places: 10, accounts: 5_000 }
/** Clicks in a row within which it is said whether anybody of the map is met. */
const CLICKS = 5
/** Offers for each place: the further down, the less relevant. */
const OFFERS_PER_PLACE = 5

export const run: Run = async (input, effects) => {
  const [deed, file, ...more] = input.positionals
  const isWhole = (deed === 'apply') === (file !== undefined) && more.length === 0
  if (!isWhole || !['plan', 'apply', 'undo'].includes(deed)) {
    throw new UsageError(
      'mitigate expects "plan --recommender NAME", "apply FILE --reason TEXT" or "undo --reason TEXT", each with --workspace W.',
    )
  }
  const workspace = required(input, 'workspace')
  if (deed === 'plan') return plan(input, workspace, effects)
  const reason = parseSwitchReason(required(input, 'reason'))
  return deed === 'apply' ? apply(workspace, file, reason) : undo(workspace, reason)
}

async function plan(input: Input, workspace: string, { progress }: Effects): Promise<Outcome> {
  const ids = recommenders.map(({ id }) => id)
  const id = oneOf(input, 'recommender', ids)
  const recommender = recommenders.find((each) => each.id === id)!
  const whole = (name: keyof typeof DEFAULTS, most: number) =>
    wholeNumber(input, name, { fallback: DEFAULTS[name], least: 1, most })
  const rewirings = whole('swaps', MOST_SWAPS)
  const places = whole('places', 100)
  const most = whole('accounts', 1_000_000)
  const relevance = share(input, 'relevance', DEFAULTS.relevance)
  const out = optional(input, 'out')
  const reason = out === null ? null : parseSwitchReason(required(input, 'reason'))

  const platform = openWorkspace(workspace)
  const map = readMap(workspace)
  const rows = closest(map, most)
  const lists = listsOfRecommender(recommender.fit(platform), {
    rows,
    places,
    offers: places * OFFERS_PER_PLACE,
    progress: (done) => progress(done, rows.length, 'lists of the recommender'),
  })
  const isMember = new Set(map.members)
  const harm = Float64Array.from(rows, (row) => (isMember.has(row) ? 1 : 0))
  const found = planRewirings(lists, {
    harm,
    relevance,
    rewirings,
    barred: barredOf(platform, rows, isMember),
  })
  const swaps = netSwaps(found.rewirings)
  const exposure = {
    before: found.exposureBefore / rows.length,
    after: found.exposureAfter / rows.length,
  }
  const reach = (of: RecommendationLists) => {
    const chances = reachability(of, Uint8Array.from(harm), CLICKS)
    return chances.reduce((sum, chance) => sum + chance, 0) / rows.length
  }
  const reachable = { clicks: CLICKS, before: reach(lists), after: reach(found.lists) }
  const kept = { mean: found.meanRelevance, least: found.leastRelevance }
  if (out !== null) {
    const isPlain = input.options['identified'] === true
    const named = (node: number) => {
      const account = platform.accounts.idOf(rows[node])
      return isPlain ? account : hashedId(account)
    }
    const digest = writeSwapFile(out, {
      recommender: id,
      reason: reason!,
      ids: isPlain ? 'plain' : 'sha256',
      swaps: swaps.map(({ after, shown, instead, place }) => ({
        after: named(after),
        shown: named(shown),
        instead: named(instead),
        ...(place !== undefined && { place }),
      })),
    })
    const details = { swaps: swaps.length, identified: isPlain }
    await recordDeed(workspace, 'swaps.exported', reason, details, digest)
  }
  return {
    json: {
      recommender: id,
      accounts: rows.length,
      places,
      swaps: swaps.length,
      exposure,
      reachability: reachable,
      relevance: kept,
      out,
    },
    text: `Lists of ${places} after each of ${count(rows.length)} accounts, as ${id} makes them. Somebody who starts at any of them and clicks on
comes by ${exposure.before.toFixed(3)} accounts of the map; with ${count(swaps.length)} places given to others, by ${exposure.after.toFixed(3)} (${percent(exposure.before === 0 ? 1 : exposure.after / exposure.before, 1)} of before).
Within ${CLICKS} clicks they meet one with a chance of ${percent(reachable.before, 1)}, and then of ${percent(reachable.after, 1)}.
Each list keeps ${percent(kept.least, 1)} of its nDCG or more, all together ${percent(kept.mean, 2)}.
${out === null ? 'Nothing is written; --out FILE --reason TEXT writes the swaps.' : `The swaps are in ${out}: firebreak mitigate apply ${out} --workspace ${workspace} --reason TEXT puts them in force.`}
`,
  }
}

async function apply(workspace: string, file: string, reason: string): Promise<Outcome> {
  const planned = readSwapFile(file)
  if (hasApplied(workspace)) {
    throw new InputError(
      `Swaps are in force in ${workspace} already; run "firebreak mitigate undo --workspace ${workspace} --reason TEXT" first.`,
    )
  }
  const platform = openWorkspace(workspace)
  const { accounts } = platform
  const applied: SwapFile = {
    recommender: planned.recommender,
    reason,
    ids: 'plain',
    swaps: rowsOf(planned, platform).map(({ after, shown, instead }) => ({
      after: accounts.idOf(after),
      shown: accounts.idOf(shown),
      instead: accounts.idOf(instead),
    })),
  }
  const path = appliedPath(workspace)
  const digest = writeSwapFile(path, applied)
  const details = { swaps: applied.swaps.length }
  await recordDeed(workspace, 'swaps.applied', reason, details, digest)
  return {
    json: { swaps: applied.swaps.length, path },
    text: `${count(applied.swaps.length)} swaps are in force: a recommender reads them in ${path}, and "firebreak audit --swaps on" measures them.\n`,
  }
}

async function undo(workspace: string, reason: string): Promise<Outcome> {
  if (!hasApplied(workspace)) {
    throw new InputError(`No swaps are in force in ${workspace}; there is nothing to undo.`)
  }
  const { swaps } = readSwapFile(appliedPath(workspace))
  removeApplied(workspace)
  await recordDeed(workspace, 'swaps.undone', reason, { swaps: swaps.length })
  return {
    json: { swaps: swaps.length },
    text: `${count(swaps.length)} swaps are taken back: every list is as the recommender makes it.\n`,
  }
}

/** The seeds, and the accounts that the map ranks closest to them. */
function closest({ seeds, ranking }: NetworkMap, most: number): Uint32Array {
  return Uint32Array.from([...seeds.rows, ...ranking.subarray(0, most)]).slice(0, most)
}

/** Nobody of the network is given a place, and nobody who may be a child: who is led there is not known. */
function barredOf(
  { ageBands }: Platform,
  rows: Uint32Array,
  isMember: ReadonlySet<number>,
): Uint8Array {
  return Uint8Array.from(rows, (row) =>
    isMember.has(row) || AGE_BANDS[ageBands[row]] === 'minor' ? 1 : 0,
  )
}
