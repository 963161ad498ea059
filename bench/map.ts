import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { mapNetworks } from '../src/detect/map.ts'
import { seedsOf } from '../src/detect/seeds.ts'
import { layered } from '../src/graph/layers.ts'
import { personalisedPageRank } from '../src/graph/pagerank.ts'
import { growthExponent } from './growth/exponent.ts'
import { SEED_COUNTS, type SizeResult } from './growth/one-size.ts'
import { madeUpPlatform } from './made-up.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Map'

const ACCOUNTS = 60_000
/** Follows of the platforms that a map is to cost the same on; the hidden network is the same. */
const SIZES = [1e6, 4e6, 16e6, 64e6, 100e6]
/** Up to here the plain alternative is run as well. */
const PLAIN_UP_TO = 16e6
const MOST_MINUTES_A_SIZE = 6

export async function run(): Promise<Comparison[]> {
  const results: SizeResult[] = []
  for (const size of SIZES) {
    process.stderr.write(`  ${size / 1e6}M follows…\n`)
    results.push(...(await oneSize(size)))
  }
  return [await smallWhole(), ...SEED_COUNTS.flatMap((seeds) => growthRows(results, seeds))]
}

async function smallWhole(): Promise<Comparison> {
  const platform = await madeUpPlatform(ACCOUNTS)
  const follows = platform.follows.out.targets.length
  const seeds = seedsOf(platform)
  return compare({
    work: `${(follows / 1e6).toFixed(2)}M follows, ${seeds.rows.length} seeds: scores, roles, networks`,
    ours: 'mapNetworks, every detector and its held-out runs',
    alternative: 'plain personalised PageRank alone, to 1e-9',
    run: () => mapNetworks(platform),
    against: () =>
      personalisedPageRank(layered([platform.accounts.size], [{ links: platform.follows }]), seeds),
    units: follows,
    unit: 'follows',
    runs: 3,
  })
}

async function oneSize(follows: number): Promise<SizeResult[]> {
  const script = fileURLToPath(new URL('./growth/one-size.ts', import.meta.url))
  const parameters = [script, String(follows), ...(follows <= PLAIN_UP_TO ? ['plain'] : [])]
  const options = { timeout: MOST_MINUTES_A_SIZE * 60_000 }
  const { stdout } = await promisify(execFile)(process.execPath, parameters, options)
  return stdout
    .trim()
    .split('\n')
    .map((line): SizeResult => JSON.parse(line))
}

function growthRows(results: readonly SizeResult[], seeds: number): Comparison[] {
  const maps = results.filter(({ kind, seeds: from }) => kind === 'map' && from === seeds)
  const exponent = growthExponent(
    maps.map(({ follows, processorMillis }) => [follows, processorMillis]),
  )
  return maps.map((map, k) => {
    const plain = results.find(
      ({ kind, seeds: from, follows }) =>
        kind === 'plain' && from === seeds && follows === map.follows,
    )
    const peak = seeds === SEED_COUNTS[0] ? `, peak ${map.peakMiB.toLocaleString('en-US')} MiB` : ''
    const growth =
      k === maps.length - 1
        ? `; over these sizes processor time grows with follows^${exponent.toFixed(2)}`
        : ''
    return {
      work: `${(map.follows / 1e6).toFixed(1)}M follows, ${(map.accounts / 1e6).toFixed(1)}M accounts, ${seeds} seeds of a network of 2,000`,
      ours: `mapNetworks, AP ${map.averagePrecision.toFixed(3)}, ${map.plantedMembers} of the network and ${map.members - map.plantedMembers} others claimed (${map.lookAlikeMembers} look-alikes), ${(map.processorMillis / 1000).toFixed(1)} s of processor time${peak}${growth}`,
      alternative: plain
        ? `plain personalised PageRank over the whole graph, to 1e-6, AP ${plain.averagePrecision.toFixed(3)}`
        : '',
      oursMillis: map.millis,
      alternativeMillis: plain?.millis ?? NaN,
      units: 0,
      unit: '',
    }
  })
}
