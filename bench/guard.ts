import { createGuard } from '../src/guard/index.ts'
import { createRandom } from '../src/util/random.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Guard'

const CANDIDATES = 500
const LISTS = 200

export async function run(): Promise<Comparison[]> {
  return [await filterAgainstMap(5_000), await filterAgainstMap(1_000_000)]
}

async function filterAgainstMap(standings: number): Promise<Comparison> {
  const random = createRandom(1)
  const withheld = Array.from({ length: standings }, (_, i) => `account-${i * 3}`)
  const guard = createGuard({
    standings: withheld.map((account) => ({ account, standing: 'withhold' as const })),
  })
  const plain = new Map(withheld.map((account) => [account, 'withhold']))
  const lists = Array.from({ length: LISTS }, () =>
    Array.from({ length: CANDIDATES }, () => `account-${random.below(standings * 6)}`),
  )
  return compare({
    work: `${LISTS} lists of ${CANDIDATES} candidates, ${standings.toLocaleString('en-US')} standings`,
    ours: 'guard.filter with its policy',
    alternative: 'Map and Array.filter, one rule',
    run: () => lists.map((list) => guard.filter('viewer', 'explore', list).allowed),
    against: () => lists.map((list) => list.filter((account) => plain.get(account) !== 'withhold')),
    units: LISTS * CANDIDATES,
    unit: 'candidates',
  })
}
