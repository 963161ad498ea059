import { createGuard } from '../src/guard/index.ts'
import { createRandom } from '../src/util/random.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Guard'

const CANDIDATES = 500
const LISTS = 200
const MOST = 10_000_000

export async function run(): Promise<Comparison[]> {
  return [
    await filterAgainstMap(5_000),
    await filterAgainstMap(1_000_000),
    await filterAgainstMap(MOST),
    await numbersAgainstMap(MOST),
  ]
}

async function filterAgainstMap(standings: number): Promise<Comparison> {
  const random = createRandom(1)
  const guard = createGuard({ standings: everyThird(standings, nameAt) })
  const plain = mapOf(standings, nameAt)
  const lists = Array.from({ length: LISTS }, () =>
    Array.from({ length: CANDIDATES }, () => nameAt(random.below(standings * 6))),
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

/** All have a standing: what is found takes longer than what is not. */
async function numbersAgainstMap(standings: number): Promise<Comparison> {
  const random = createRandom(2)
  const guard = createGuard({ standings: everyThird(standings, numberAt) })
  const plain = mapOf(standings, numberAt)
  const lists = Array.from({ length: LISTS }, () =>
    BigUint64Array.from({ length: CANDIDATES }, () =>
      BigInt(10 ** 15 + random.below(standings) * 3),
    ),
  )
  const texts = lists.map((list) => [...list].map(String))
  return compare({
    work: `${LISTS} lists of ${CANDIDATES} numbers, each with a standing, of ${standings.toLocaleString('en-US')}`,
    ours: 'guard.filterNumeric with its policy',
    alternative: 'the same as text, Map and Array.filter, one rule',
    run: () => lists.map((list) => guard.filterNumeric(7n, 'explore', list).withheld),
    against: () => texts.map((list) => list.filter((account) => plain.get(account) !== 'withhold')),
    units: LISTS * CANDIDATES,
    unit: 'candidates',
  })
}

function nameAt(i: number): string {
  return `account-${i}`
}

function numberAt(i: number): string {
  return String(10 ** 15 + i)
}

function everyThird(count: number, idAt: (i: number) => string) {
  return {
    size: count,
    *[Symbol.iterator]() {
      for (let i = 0; i < count; i++) yield { account: idAt(i * 3), standing: 'withhold' as const }
    },
  }
}

function mapOf(count: number, idAt: (i: number) => string): Map<string, string> {
  const map = new Map<string, string>()
  for (let i = 0; i < count; i++) map.set(idAt(i * 3), 'withhold')
  return map
}
