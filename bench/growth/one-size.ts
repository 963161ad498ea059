/**
 * Maps one large platform from many and from few seeds, and prints what each took as a line of
 * JSON: a process of its own, so that its peak memory is its own.
 * `node bench/growth/one-size.ts FOLLOWS [plain]`; with `plain` the plain alternative runs too.
 *
 * @module
 */
import { mapNetworks } from '../../src/detect/map.ts'
import { seedsOf } from '../../src/detect/seeds.ts'
import { layered } from '../../src/graph/layers.ts'
import { personalisedPageRank } from '../../src/graph/pagerank.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { largePlatform, withSeeds } from './large-platform.ts'

export const SEED_COUNTS = [500, 20] as const

export interface SizeResult {
  readonly kind: 'map' | 'plain'
  readonly seeds: number
  readonly accounts: number
  readonly follows: number
  readonly millis: number
  /** Of all threads: what the clock says on a machine with nothing else to do. */
  readonly processorMillis: number
  /** Over the hidden network, seeds left out. */
  readonly averagePrecision: number
  /** Members of the map, those of the hidden network among them, and look-alikes. */
  readonly members: number
  readonly plantedMembers: number
  readonly lookAlikeMembers: number
  /** Of the process so far, the platform in it; the first line is the one to read. */
  readonly peakMiB: number
}

interface Ranked {
  readonly ranking: Uint32Array
  readonly members: Uint32Array
}

function main(): void {
  const follows = Number(process.argv[2])
  // the engine has compiled everything once before time is taken
  const small = largePlatform(200_000, 2)
  mapNetworks(withSeeds(small, SEED_COUNTS[0]), { mostCandidates: 5000 })

  const large = largePlatform(follows)
  const planted = new Set(large.planted)
  const measure = (kind: SizeResult['kind'], seeds: number, rank: (of: Platform) => Ranked) => {
    const platform = withSeeds(large, seeds)
    const start = performance.now()
    const before = process.cpuUsage()
    const { ranking, members } = rank(platform)
    const { user, system } = process.cpuUsage(before)
    const isMember = new Set(members)
    const line: SizeResult = {
      kind,
      seeds,
      accounts: platform.accounts.size,
      follows: platform.follows.out.targets.length,
      millis: performance.now() - start,
      processorMillis: (user + system) / 1000,
      averagePrecision: averagePrecision(ranking, planted, seeds),
      members: members.length,
      plantedMembers: large.planted.filter((row) => isMember.has(row)).length,
      lookAlikeMembers: large.lookAlikes.filter((row) => isMember.has(row)).length,
      peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
  for (const seeds of SEED_COUNTS) measure('map', seeds, (platform) => mapNetworks(platform))
  if (process.argv[3] === 'plain') measure('plain', SEED_COUNTS[0], plain)
}

/** Power iteration over the whole graph, and nothing else. */
function plain(of: Platform): Ranked {
  const seeds = seedsOf(of)
  const layers = layered([of.accounts.size], [{ links: of.follows }])
  const scores = personalisedPageRank(layers, seeds, { tolerance: 1e-6 })
  // whom hardly anything reaches comes last, in any order
  const reached = Uint32Array.from(scores.keys()).filter((row) => scores[row] > 1e-8)
  return {
    ranking: reached.toSorted((a, b) => scores[b] - scores[a]),
    members: new Uint32Array(0),
  }
}

/** Seeds are passed over; whoever is not ranked counts as never found. */
function averagePrecision(
  ranking: Uint32Array,
  hidden: ReadonlySet<number>,
  seeds: number,
): number {
  let place = 0
  let hits = 0
  let sum = 0
  for (const row of ranking) {
    place++
    if (hidden.has(row)) sum += ++hits / place
  }
  return sum / (hidden.size - seeds)
}

if (import.meta.main) main()
