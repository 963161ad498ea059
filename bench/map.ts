import { mapNetworks } from '../src/detect/map.ts'
import { seedsOf } from '../src/detect/seeds.ts'
import { layered } from '../src/graph/layers.ts'
import { personalisedPageRank } from '../src/graph/pagerank.ts'
import { madeUpPlatform } from './made-up.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Map'

const ACCOUNTS = 60_000

export async function run(): Promise<Comparison[]> {
  const platform = await madeUpPlatform(ACCOUNTS)
  const follows = platform.follows.out.targets.length
  const seeds = seedsOf(platform)
  return [
    await compare({
      work: `${(follows / 1e6).toFixed(2)}M follows, ${seeds.rows.length} seeds: scores, roles, networks`,
      ours: 'mapNetworks, every detector and its held-out runs',
      alternative: 'plain personalised PageRank alone, to 1e-9',
      run: () => mapNetworks(platform),
      against: () =>
        personalisedPageRank(
          layered([platform.accounts.size], [{ links: platform.follows }]),
          seeds,
        ),
      units: follows,
      unit: 'follows',
      runs: 3,
    }),
  ]
}
