import { createSearchGuard, type SearchEntry } from '../src/guard/search/index.ts'
import { createRandom, type Random } from '../src/util/random.ts'
import { madeUpTerms, SCRIPTS } from './search-texts/terms.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Search guard'

const QUERIES = 20_000
/** More takes RegExp minutes. */
const BEARABLE_TERMS = 1_000
const HELP = { everywhere: [{ title: 'Help', url: 'https://help.example' }], regions: {} } as const

export async function run(): Promise<Comparison[]> {
  return [
    await checkAgainstSet('token', 100_000),
    await checkAgainstSet('substring', 100_000),
    await checkAgainstRegExp(),
    await build(),
  ]
}

async function checkAgainstSet(match: 'token' | 'substring', terms: number): Promise<Comparison> {
  const list = termsOf(terms)
  const guard = guardOf(list, match)
  const plain = new Set(list.map((term) => term.normalize('NFKC').toLowerCase()))
  const queries = queriesOf(createRandom(2), list)
  return compare({
    work: `${count(QUERIES)} queries of 5 to 30 characters, 1 in 100 listed, ${count(terms)} terms as ${match}`,
    ours: 'checkQuery, any disguise',
    alternative: 'NFKC, lower case, split, Set.has: no disguise, no substring',
    run: () =>
      queries.map((query) => guard.checkQuery({ query, surface: 'search-accounts' }).action),
    against: () =>
      queries.map((query) =>
        query
          .normalize('NFKC')
          .toLowerCase()
          .split(/[^\p{L}\p{M}\p{N}]+/u)
          .some((token) => plain.has(token)),
      ),
    units: QUERIES,
    unit: 'queries',
  })
}

async function checkAgainstRegExp(): Promise<Comparison> {
  const list = termsOf(BEARABLE_TERMS)
  const guard = guardOf(list, 'substring')
  const alternation = new RegExp(list.join('|'), 'iu')
  const queries = queriesOf(createRandom(2), list).slice(0, 2_000)
  return compare({
    work: `2,000 such queries, ${count(BEARABLE_TERMS)} terms as substring`,
    ours: 'checkQuery, any disguise',
    alternative: 'one RegExp of alternatives: case only',
    run: () =>
      queries.map((query) => guard.checkQuery({ query, surface: 'search-accounts' }).action),
    against: () => queries.map((query) => alternation.test(query)),
    units: queries.length,
    unit: 'queries',
    runs: 3,
  })
}

async function build(): Promise<Comparison> {
  const list = termsOf(100_000)
  return compare({
    work: `make ready a list of ${count(list.length)} terms`,
    ours: 'createSearchGuard, parsed and checked',
    alternative: '',
    run: () => guardOf(list, 'token'),
    against: null,
    units: list.length,
    unit: 'terms',
    runs: 3,
  })
}

/** Half of them Latin, the rest in equal parts of the other scripts. */
function termsOf(total: number): string[] {
  const random = createRandom(1)
  return SCRIPTS.flatMap((script) =>
    madeUpTerms(
      random,
      script,
      script === 'Latin' ? total / 2 : Math.ceil(total / 2 / (SCRIPTS.length - 1)),
    ),
  ).slice(0, total)
}

function guardOf(terms: readonly string[], match: SearchEntry['match']) {
  const entries = terms.map((text, i) => ({ id: `e${i}`, match, text, tier: 'block' as const }))
  return createSearchGuard({ list: { version: 'bench', entries, resources: HELP } })
}

/** Of the same syllables as the terms, which is as close to them as harmless text can come. */
function queriesOf(random: Random, list: readonly string[]): string[] {
  const others = SCRIPTS.map((script) => madeUpTerms(random, script, 2_000, { least: 2 }))
  return Array.from({ length: QUERIES }, () => {
    const of = others[random.next() < 0.5 ? 0 : random.below(others.length)]
    const length = 5 + random.below(26)
    let query = random.below(100) === 0 ? list[random.below(list.length)] : ''
    while (query.length < length) query += `${query && ' '}${of[random.below(of.length)]}`
    return query.slice(0, 30)
  })
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
