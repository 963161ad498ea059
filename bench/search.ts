import { createSearchGuard, type SearchEntry } from '../src/guard/search/index.ts'
import { re2Rule } from '../src/rules/re2-rule.ts'
import { createRandom, type Random } from '../src/util/random.ts'
import { LOOK_ALIKE_SIGNS } from './search-texts/disguises.ts'
import { madeUpTerms, SCRIPTS } from './search-texts/terms.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Search guard'

const QUERIES = 20_000
const TERMS = 100_000
const RE2_TERMS = 1_000
const RE2_QUERIES = 1_000
const HELP = { everywhere: [{ title: 'Help', url: 'https://help.example' }], regions: {} } as const

export async function run(): Promise<Comparison[]> {
  return [
    await tokensAgainstSet(),
    await substringsAgainstRegExp(),
    await disguisesAgainstRe2(),
    await build(),
  ]
}

async function tokensAgainstSet(): Promise<Comparison> {
  const list = termsOf(TERMS)
  const guard = guardOf(list, 'token')
  const plain = new Set(list.map((term) => term.normalize('NFKC').toLowerCase()))
  const queries = queriesOf(createRandom(2), list)
  return compare({
    work: `${count(QUERIES)} queries of 5 to 30 characters, 1 in 100 listed, ${count(TERMS)} terms as token`,
    ours: 'checkQuery, any disguise',
    alternative: 'NFKC, lower case, split, Set.has: a word as written',
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

async function substringsAgainstRegExp(): Promise<Comparison> {
  const list = termsOf(TERMS)
  const guard = guardOf(list, 'substring')
  const alternatives = new RegExp(list.join('|'), 'iu')
  const queries = queriesOf(createRandom(2), list)
  return compare({
    work: `the same queries, ${count(TERMS)} terms as substring`,
    ours: 'checkQuery, any disguise',
    alternative: 'one RegExp of all terms: as written, case apart',
    run: () =>
      queries.map((query) => guard.checkQuery({ query, surface: 'search-accounts' }).action),
    against: () => queries.map((query) => alternatives.test(query)),
    units: QUERIES,
    unit: 'queries',
  })
}

/** What disguises cost without an automaton: as many terms as an expression of RE2 still holds. */
async function disguisesAgainstRe2(): Promise<Comparison> {
  const list = madeUpTerms(createRandom(1), 'Latin', RE2_TERMS)
  const guard = guardOf(list, 'token')
  const find = re2Rule(disguisesOf(list))
  const queries = queriesOf(createRandom(2), list).slice(0, RE2_QUERIES)
  return compare({
    work: `${count(RE2_QUERIES)} of these queries, ${count(RE2_TERMS)} Latin terms as token`,
    ours: 'checkQuery, any disguise',
    alternative: 're2js: digits and signs for letters, repeats and separators only',
    run: () =>
      queries.map((query) => guard.checkQuery({ query, surface: 'search-accounts' }).action),
    against: () => queries.map((query) => find(query) !== null),
    units: RE2_QUERIES,
    unit: 'queries',
  })
}

function disguisesOf(terms: readonly string[]): string {
  const each = terms.map((term) => Array.from(term, anyOf).join('[^a-z0-9]*'))
  return `(?i)(?:^|[^a-z0-9])(?:${each.join('|')})(?:$|[^a-z0-9])`
}

function anyOf(letter: string): string {
  return `[${letter}${LOOK_ALIKE_SIGNS[letter] ?? ''}]+`
}

async function build(): Promise<Comparison> {
  const list = termsOf(TERMS)
  return compare({
    work: `make ready a list of ${count(TERMS)} terms`,
    ours: 'createSearchGuard, every entry checked',
    alternative: '',
    run: () => guardOf(list, 'token'),
    against: null,
    units: TERMS,
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
