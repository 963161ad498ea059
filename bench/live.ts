/**
 * Changes one at a time on large graphs: how long until the ranks of the affected accounts are new.
 *
 * `node bench/live.ts ACCOUNTS FOLLOWS` runs one size and prints its rows as JSON. Each size has a
 * process of its own, so that the memory of one does not weigh on the next.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { layered } from '../src/graph/layers.ts'
import { personalisedPageRank } from '../src/graph/pagerank.ts'
import { LiveMap } from '../src/live/live-map.ts'
import { PlatformBuilder } from '../src/platform/builder.ts'
import { type Platform } from '../src/platform/platform.ts'
import { createRandom, type Random } from '../src/util/random.ts'
import { liveGraph, type LiveGraph } from './live-graph.ts'
import { type Comparison, median } from './stopwatch.ts'

export const title = 'Live'

const SIZES = [
  { accounts: 1_600_000, follows: 16_000_000 },
  { accounts: 10_000_000, follows: 100_000_000 },
]
/** Standing before anything is measured, 50 in each planted network. */
const SEEDS = 500
const NEW_SEEDS = 1_000
const HUBS = 1_000
/** Power iteration takes minutes beyond. */
const MOST_SWEPT = 20_000_000

export async function run(): Promise<Comparison[]> {
  const rows: Comparison[] = []
  for (const { accounts, follows } of SIZES) {
    const args = [fileURLToPath(import.meta.url), String(accounts), String(follows)]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    const measured: Comparison[] = JSON.parse(stdout)
    rows.push(...measured)
  }
  return rows
}

async function measure(accounts: number, follows: number): Promise<Comparison[]> {
  const random = createRandom(1)
  const graph = liveGraph(random, accounts, follows)
  const seeds = Array.from({ length: SEEDS }, (_, k) => {
    const network = graph.networks[k % graph.networks.length]
    return network[Math.floor(k / graph.networks.length)]
  })
  const platform = platformWith(graph, seeds)
  const size = graph.follows.out.targets.length
  const startMillis = performance.now()
  const live = new LiveMap(platform)
  const anewMillis = performance.now() - startMillis
  const say = (what: string) =>
    process.stderr.write(`${(size / 1e6).toFixed(0)}M follows: ${what}\n`)
  say(`500 seeds spread in ${(anewMillis / 1000).toFixed(1)} s`)

  const added: number[] = []
  const withdrawn: number[] = []
  let affected = 0
  const candidates = newSeeds(graph, random, new Set(seeds))
  warmUp(live, random)
  for (const account of candidates) {
    affected += timed(added, live, () => live.addSeed(account))
    timed(withdrawn, live, () => live.withdrawSeed(account))
  }
  say(`${Math.round(affected / candidates.length)} accounts affected by a new seed, on average`)
  const anywhere = changedFollows(live, graph, random, ANYWHERE)
  const atMembers = changedFollows(live, graph, random, AT_MEMBERS)
  const rebuildMillis = performance.now()
  const { pending } = live
  await live.rebuild()
  say(
    `${pending} changed follows worked in within ${((performance.now() - rebuildMillis) / 1000).toFixed(1)} s, ` +
      `peak memory ${(process.resourceUsage().maxRSS / 2 ** 20).toFixed(1)} GiB`,
  )

  const of = `of ${(size / 1e6).toFixed(1)}M follows, ranks of the affected accounts included`
  const anew = { alternative: 'all anew: every seed spread again', alternativeMillis: anewMillis }
  const rows = [
    row(`a new seed ${of}`, added, anew),
    row(`a seed withdrawn ${of}`, withdrawn, anew),
    row(`a new follow, anybody or a hub, ${of}`, anywhere.followed, anew),
    row(`a follow deleted, anybody's or a hub's, ${of}`, anywhere.unfollowed, anew),
    row(`a new follow of or by an account of a planted network, ${of}`, atMembers.followed, anew),
    row(`such a follow deleted, ${of}`, atMembers.unfollowed, anew),
  ]
  if (size > MOST_SWEPT) return rows
  const sweptMillis = performance.now()
  personalisedPageRank(
    layered([accounts], [{ links: graph.follows }]),
    { rows: seeds, weights: seeds.map(() => 1) },
    { tolerance: 1e-4 },
  )
  const swept = {
    alternative: 'power iteration to 1e-4 in all',
    alternativeMillis: performance.now() - sweptMillis,
  }
  return [row(`a new seed ${of}`, added, swept), ...rows]
}

/** How long it took until the new ranks and the ten closest are there; how many were affected. */
function timed(millis: number[], live: LiveMap, change: () => { rows: Uint32Array }): number {
  const startMillis = performance.now()
  const { rows } = change()
  live.closest(10)
  millis.push(performance.now() - startMillis)
  return rows.length
}

function row(
  work: string,
  millis: readonly number[],
  than: { alternative: string; alternativeMillis: number },
): Comparison {
  const sorted = millis.toSorted((a, b) => a - b)
  return {
    work,
    ours: 'LiveMap',
    oursMillis: median(sorted),
    oursP99Millis: sorted[Math.ceil(0.99 * sorted.length) - 1],
    oursMostMillis: sorted[sorted.length - 1],
    units: 0,
    unit: '',
    ...than,
  }
}

function platformWith({ follows }: LiveGraph, seeds: readonly number[]): Platform {
  const builder = new PlatformBuilder()
  for (let i = 0; i < follows.out.rows; i++) builder.accounts.add(`a${i}`)
  const empty = builder.build()
  return {
    ...empty,
    follows,
    signals: seeds.map((seed) => ({
      subject: { account: `a${seed}` },
      kind: 'hash-match',
      confidence: 1,
      polarity: 'harmful',
      policy: null,
      atMillis: null,
      reference: null,
    })),
  }
}

/** The compiler learns on changes that are not measured. */
function warmUp(live: LiveMap, random: Random): void {
  for (let k = 0; k < 20; k++) {
    const account = `a${random.below(live.accounts)}`
    live.addSeed(account)
    live.closest(10)
    live.withdrawSeed(account)
  }
}

/** By thirds members of the planted networks, hubs, and anybody; no standing seeds. */
function newSeeds(graph: LiveGraph, random: Random, seeds: ReadonlySet<number>): string[] {
  const kinds = [
    () => member(graph, random),
    () => random.below(HUBS),
    () => anybody(graph, random),
  ]
  return Array.from({ length: NEW_SEEDS }, (_, k) => {
    let row = kinds[k % 3]()
    while (seeds.has(row)) row = kinds[k % 3]()
    return `a${row}`
  })
}

interface Ends {
  readonly count: number
  readonly source: (graph: LiveGraph, random: Random) => number
  readonly target: (graph: LiveGraph, random: Random) => number
}

/** By turns the source and the target of a follow are drawn so; the other end is anybody. */
const ANYWHERE: Ends = { count: 1_500, source: anybody, target: (_, random) => random.below(HUBS) }
const AT_MEMBERS: Ends = { count: 500, source: member, target: member }

/** As many new follows as deleted ones. */
function changedFollows(live: LiveMap, graph: LiveGraph, random: Random, ends: Ends) {
  const followed: number[] = []
  const unfollowed: number[] = []
  const { out, in: back } = graph.follows
  for (let k = 0; k < ends.count; k++) {
    const isSource = k % 2 === 0
    const end = (isSource ? ends.source : ends.target)(graph, random)
    const other = anybody(graph, random)
    const [from, to] = isSource ? [end, other] : [other, end]
    timed(followed, live, () => live.follow(`a${from}`, `a${to}`))
    const { starts, targets } = isSource ? out : back
    const degree = starts[end + 1] - starts[end]
    if (degree === 0) continue
    const old = targets[starts[end] + random.below(degree)]
    const [source, target] = isSource ? [end, old] : [old, end]
    timed(unfollowed, live, () => live.unfollow(`a${source}`, `a${target}`))
  }
  return { followed, unfollowed }
}

/** Of a planted network, whether a seed or not. */
function member({ networks }: LiveGraph, random: Random): number {
  const network = networks[random.below(networks.length)]
  return network[random.below(network.length)]
}

function anybody({ follows }: LiveGraph, random: Random): number {
  return random.below(follows.out.rows)
}

if (import.meta.main) {
  const [accounts, follows] = process.argv.slice(2).map(Number)
  process.stdout.write(`${JSON.stringify(await measure(accounts, follows))}\n`)
}
