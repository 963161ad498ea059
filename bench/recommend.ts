import { degree } from '../src/graph/csr.ts'
import { layered } from '../src/graph/layers.ts'
import { personalisedPageRank } from '../src/graph/pagerank.ts'
import { type Platform } from '../src/platform/platform.ts'
import { recommenders } from '../src/recommend/index.ts'
import { createRandom } from '../src/util/random.ts'
import { madeUpPlatform } from './made-up.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Reference recommenders'

const SLATES = 20
const COUNT = 50

/** What one would write first for each of them: the same idea, exact, with nothing prepared. */
const PLAIN: Readonly<
  Record<string, { name: string; slate: (p: Platform, follows: number[]) => unknown }>
> = {
  'co-follow': { name: 'count co-follows in a Map, all followers', slate: countCoFollows },
  'random-walk': { name: 'personalised PageRank to 1e-4, follows only', slate: pageRank },
  popular: { name: 'sort all accounts by followers', slate: sortAll },
}

export async function run(): Promise<Comparison[]> {
  const platform = await madeUpPlatform(50_000)
  const random = createRandom(1)
  const actors = Array.from({ length: SLATES }, (_, seed) => ({
    follows: Array.from({ length: 6 }, () => random.below(platform.accounts.size)),
    contacts: [],
    seed,
  }))
  const rows: Comparison[] = []
  for (const recommender of recommenders) {
    const fitted = recommender.fit(platform)
    const { name, slate } = PLAIN[recommender.id]
    rows.push(
      await compare({
        work: `${SLATES} slates of ${COUNT}, 6 follows each, 50,000 accounts`,
        ours: recommender.id,
        alternative: name,
        run: () => actors.map((actor) => fitted.recommend(actor, COUNT)),
        against: () => actors.map(({ follows }) => slate(platform, follows)),
        units: SLATES,
        unit: 'slates',
      }),
    )
  }
  return rows
}

function countCoFollows({ follows }: Platform, followed: number[]): number[] {
  const counts = new Map<number, number>()
  for (const row of followed) {
    for (let e = follows.in.starts[row]; e < follows.in.starts[row + 1]; e++) {
      const follower = follows.in.targets[e]
      for (let f = follows.out.starts[follower]; f < follows.out.starts[follower + 1]; f++) {
        const other = follows.out.targets[f]
        counts.set(other, (counts.get(other) ?? 0) + 1 / Math.sqrt(degree(follows.in, other)))
      }
    }
  }
  return best([...counts])
}

function pageRank({ accounts, follows }: Platform, followed: number[]): number[] {
  const scores = personalisedPageRank(
    layered([accounts.size], [{ links: follows }]),
    { rows: followed, weights: followed.map(() => 1) },
    { alpha: 0.5, tolerance: 1e-4 },
  )
  return best([...scores.entries()])
}

function sortAll({ accounts, follows }: Platform): number[] {
  return best(Array.from({ length: accounts.size }, (_, row) => [row, degree(follows.in, row)]))
}

function best(scored: [number, number][]): number[] {
  return scored
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, COUNT)
    .map(([row]) => row)
}
