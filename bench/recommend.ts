import { recommenders } from '../src/recommend/index.ts'
import { createRandom } from '../src/util/random.ts'
import { madeUpPlatform } from './made-up.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Reference recommenders'

const SLATES = 100

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
    rows.push(
      await compare({
        work: `${SLATES} slates of 50, 6 follows each, 50,000 accounts`,
        ours: recommender.id,
        alternative: 'nothing to compare with in the same words',
        run: () => actors.map((actor) => fitted.recommend(actor, 50)),
        against: null,
        units: SLATES,
        unit: 'slates',
      }),
    )
  }
  return rows
}
