/**
 * What the search guard finds of disguised terms, and what it blocks of harmless text.
 *
 * @module
 */
import {
  createSearchGuard,
  type EntryMatch,
  type SearchGuard,
} from '../../src/guard/search/index.ts'
import { createRandom, type Random } from '../../src/util/random.ts'
import { disguised, DISGUISES, MISSPELLINGS } from '../search-texts/disguises.ts'
import { DICTIONARIES, readWords } from '../search-texts/harmless.ts'
import { madeUpTerms, NAME_OPENINGS, type Script, SCRIPTS } from '../search-texts/terms.ts'

export const title = 'Search guard'

const SEED = 1
const TERMS = 100_000
const TRIES = 2_000
/** A script. */
const SHORT_TERMS = 300
const WORDS_A_LANGUAGE = 50_000
const LISTED_WORDS = 1_000
/** Shorter ones stand in too many words for anybody to list them so. */
const LEAST_SUBSTRING = 6

export function run(): Promise<string> {
  const terms = invented()
  const short = inventedShort()
  return Promise.resolve(
    `${recall(terms, short)}\n${falseBlocks(terms, short)}\n${dictionaryTerms()}`,
  )
}

/** Of three or four letters; a word of so many ideographs is not short. */
function inventedShort(): ReadonlyMap<Script, readonly string[]> {
  return new Map(
    SCRIPTS.map((script) => [
      script,
      script === 'Han'
        ? []
        : madeUpTerms(createRandom(SEED), script, SHORT_TERMS, { least: 3, most: 4 }),
    ]),
  )
}

/** Half of them Latin, at least five letters long (Han three), each once. */
function invented(): ReadonlyMap<Script, readonly string[]> {
  const random = createRandom(SEED)
  return new Map(
    SCRIPTS.map((script) => [
      script,
      madeUpTerms(
        random,
        script,
        script === 'Latin' ? TERMS / 2 : TERMS / 2 / (SCRIPTS.length - 1),
      ),
    ]),
  )
}

function guardOf(terms: Iterable<string>, match: EntryMatch): SearchGuard {
  const entries = Array.from(terms, (text, i) => ({
    id: String(i),
    match,
    text,
    tier: 'block' as const,
  }))
  const everywhere = [{ title: 'Help', url: 'https://help.example' }] as const
  return createSearchGuard({
    list: { version: 'measured', entries, resources: { everywhere, regions: {} } },
  })
}

function isBlocked(guard: SearchGuard, query: string): boolean {
  return guard.checkQuery({ query, surface: 'search-accounts' }).action === 'block'
}

function recall(
  terms: ReadonlyMap<Script, readonly string[]>,
  short: ReadonlyMap<Script, readonly string[]>,
): string {
  const guard = guardOf([...terms.values()].flat(), 'token')
  const shortGuard = guardOf([...short.values()].flat(), 'token')
  const kinds = Object.entries(DISGUISES)
  const row = (name: string, edits: readonly (typeof kinds)[0][1][], count: number) => {
    const cells = SCRIPTS.map((script) => share(found(guard, terms.get(script)!, edits, count)))
    const ofShort = SCRIPTS.map((script) => found(shortGuard, short.get(script)!, edits, count))
    return `| ${name} | ${cells.join(' | ')} | ${share(ofShort.reduce(together))} |`
  }
  const all = kinds.map(([, edit]) => edit)
  return `### Recall

${count(TERMS)} made-up terms as tokens (half Latin, of 5 to 14 letters, Han of 3 to 5), ${count(TRIES)} disguised ones drawn a cell, seed ${SEED}, half of
them alone and half between other words. "–" is a kind that a script has not. The last column is a list of terms
of three or four letters, which are matched more strictly.

| one change of this kind | ${SCRIPTS.join(' | ')} | short terms |
|---|${'---:|'.repeat(SCRIPTS.length + 1)}
${kinds.map(([name, edit]) => row(name, [edit], 1)).join('\n')}
| **not seen through:** |${' |'.repeat(SCRIPTS.length + 1)}
${Object.entries(MISSPELLINGS)
  .map(([name, edit]) => row(name, [edit], 1))
  .join('\n')}
| **mixed:** |${' |'.repeat(SCRIPTS.length + 1)}
${row('one of any kind', all, 1)}
${row('two of any kinds', all, 2)}
${row('three of any kinds', all, 3)}
`
}

interface Share {
  readonly of: number
  readonly some: number
}

function found(
  guard: SearchGuard,
  terms: readonly string[],
  edits: Parameters<typeof disguised>[1],
  changes: number,
): Share {
  const random = createRandom(SEED)
  let of = 0
  let some = 0
  for (let i = 0; i < TRIES && terms.length > 0; i++) {
    const term = terms[random.below(terms.length)]
    const query = disguised(term, edits, changes, random)
    if (query === null) continue
    of++
    if (isBlocked(guard, i % 2 === 0 ? query : `who is ${query} now`)) some++
  }
  return { of, some }
}

function falseBlocks(
  terms: ReadonlyMap<Script, readonly string[]>,
  short: ReadonlyMap<Script, readonly string[]>,
): string {
  const random = createRandom(SEED)
  const dictionaries = DICTIONARIES.map((dictionary) => ({
    ...dictionary,
    words: readWords(dictionary, WORDS_A_LANGUAGE),
  }))
  const ordinary = new Set(
    dictionaries.flatMap(({ words }) => (words ?? []).flatMap((word) => tokens(word))),
  )
  const invented = [...terms.values()].flat()
  const list = invented.filter((term) => !ordinary.has(bare(term)))
  const long = list.filter((term) => term.length >= LEAST_SUBSTRING)
  const shortList = [...short.values()].flat().filter((term) => !ordinary.has(bare(term)))
  const guards = [
    { terms: list, guard: guardOf(list, 'token') },
    { terms: long, guard: guardOf(long, 'substring') },
    { terms: shortList, guard: guardOf(shortList, 'token') },
  ]
  const rows: string[] = []
  const all: Share[][] = []
  const add = (name: string, script: string, words: readonly string[]) => {
    const shares = guards.flatMap(({ guard, terms }) =>
      [words, phrases(words, random)].flatMap((queries) => {
        const { asWritten, disguised } = blockedOf(guard, terms, queries)
        return [asWritten, disguised]
      }),
    )
    const shown = [...shares.slice(0, 6), shares[7], shares[9], shares[11]]
    all.push(shown)
    rows.push(`| ${name} | ${script} | ${count(words.length)} | ${shown.map(share).join(' | ')} |`)
  }
  for (const { words, ...dictionary } of dictionaries) {
    if (words) add(dictionary.language, dictionary.script, words)
    else rows.push(absent(dictionary, 10))
  }
  for (const script of SCRIPTS) add('made-up names', script, madeUpNames(script, list))
  const total = all[0].map((_, i) => all.map((shares) => shares[i]).reduce(together, NONE))
  return `### False blocks, made-up terms

The same terms without the ${count(invented.length - list.length)} that happen to be ordinary words, as tokens and, of ${LEAST_SUBSTRING} letters or more, as substrings; and ${count(shortList.length)} short ones as tokens; against harmless text:
words of dictionaries that Debian packages bring, each alone and as phrases of two to four drawn at random,
at most ${count(WORDS_A_LANGUAGE)} words a language; and made-up names. "As written" is a query that does contain the term
(case, accents and kana apart), which is what a substring means and a token in a script without spaces;
"disguised" is what only the tolerance for disguises adds.

| source | script | words | token, words: as written | disguised | token, phrases: as written | disguised | substring, words: as written | disguised | substring, phrases: disguised | short token, words: disguised | phrases |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}
| **all** | | | ${total.map((each) => `**${share(each)}**`).join(' | ')} |
`
}

/** None of them a term. */
function madeUpNames(script: Script, terms: readonly string[]): string[] {
  const listed = new Set(terms)
  const openings = NAME_OPENINGS[script]
  const shape = { least: 4, most: 8, ...(openings && { openings }) }
  const words = madeUpTerms(createRandom(SEED + 1), script, 10_000, shape)
  return words.filter((word) => !listed.has(word))
}

function phrases(words: readonly string[], random: Random): string[] {
  return Array.from({ length: Math.min(words.length, 20_000) }, () =>
    Array.from({ length: 2 + random.below(3) }, () => words[random.below(words.length)]).join(' '),
  )
}

/** Of the queries, those that contain a term as it is written, and the others that are blocked. */
function blockedOf(
  guard: SearchGuard,
  terms: readonly string[],
  queries: readonly string[],
): { readonly asWritten: Share; readonly disguised: Share } {
  let asWritten = 0
  let disguised = 0
  for (const query of queries) {
    if (!isBlocked(guard, query)) continue
    const isWritten = guard
      .explainQuery(query)
      .some(({ entry, from, to }) => bare(query.slice(from, to)) === bare(terms[Number(entry)]))
    if (isWritten) asWritten++
    else disguised++
  }
  const of = queries.length
  return { asWritten: { of, some: asWritten }, disguised: { of, some: disguised } }
}

/** The hardest list: ordinary words of the language itself. What else would be blocked with them? */
function dictionaryTerms(): string {
  const rows = DICTIONARIES.map((dictionary) => {
    const words = readWords(dictionary, WORDS_A_LANGUAGE)
    if (!words) return absent(dictionary, 6)
    const random = createRandom(SEED)
    const drawn = new Map<string, string>()
    const size = Math.min(LISTED_WORDS, words.length / 10)
    while (drawn.size < size) {
      const word = words[random.below(words.length)]
      if (word.replace(/[^\p{L}\p{M}]/gu, '').length >= 3) drawn.set(bare(word), word)
    }
    const listed = [...drawn.values()]
    const others = words.filter(
      (word) => !drawn.has(bare(word)) && !tokens(word).some((each) => drawn.has(each)),
    )
    const long = others.filter((word) => word.length >= 8)
    const near = neighbourhood([...drawn.keys()].filter((word) => word.length >= 8))
    const [token, substring] = (['token', 'substring'] as const).map((match) =>
      blockedOf(guardOf(listed, match), listed, others),
    )
    return `| ${[
      dictionary.language,
      count(listed.length),
      count(others.length),
      ...[token.asWritten, token.disguised, substring.asWritten, substring.disguised].map(share),
      share({ of: long.length, some: long.filter((word) => isNear(bare(word), near)).length }),
    ].join(' | ')} |`
  })
  return `### False blocks, ordinary words as terms

The hardest list there is: ${count(LISTED_WORDS)} ordinary words of the language itself (a tenth of a small dictionary),
against all its other words that do not contain one as a word. The last column is what tolerating one letter
left out, put in or swapped would block besides, in words of eight letters or more: the reason why it is not done.

| language | terms | other words | token: as written | disguised | substring: as written | disguised | one letter more, less or swapped |
|---|---:|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}
`
}

/** The words in a word, with and without what an apostrophe or hyphen parts. */
function tokens(word: string): string[] {
  return [bare(word), ...word.split(/[^\p{L}\p{N}\p{M}]+/u).map(bare)]
}

/** Case, accents and kana apart, without the guard's own code. */
function bare(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}'’-]/gu, '')
    .toUpperCase() // a final sigma is a sigma
    .toLowerCase()
    .replace(/[\u{30A1}-\u{30F6}]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

/** The words, and all with one letter less. */
function neighbourhood(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => [word, ...shorter(word)]))
}

/** Whether a word is one letter more, less or swapped away: the one-less forms of both meet. */
function isNear(word: string, near: ReadonlySet<string>): boolean {
  return near.has(word) || shorter(word).some((each) => near.has(each))
}

function shorter(word: string): string[] {
  return Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))
}

function absent({ language, debianPackage }: (typeof DICTIONARIES)[0], columns: number): string {
  return `| ${language} | not measured: the Debian package ${debianPackage} is absent |${' |'.repeat(columns)}`
}

const NONE: Share = { of: 0, some: 0 }

function together(a: Share, b: Share): Share {
  return { of: a.of + b.of, some: a.some + b.some }
}

function share({ of, some }: Share): string {
  if (of === 0) return '–'
  return `${((some / of) * 100).toFixed(some > 0 && some / of < 0.01 ? 3 : 1)} %`
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
