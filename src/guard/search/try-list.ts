/**
 * Tries a list before it goes live: what would its entries have matched in queries that are known to be
 * harmless? Its answer shows terms and queries side by side, so it is for staff, and never logged.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { shown } from '../../model/parse.ts'
import { createMatcher, findingsIn } from './matcher.ts'
import { parseSearchList } from './parse-search-list.ts'
import { MOST_TEXT_UNITS } from './reading.ts'
import { makeReady } from './ready-list.ts'
import { type SearchGuardOptions } from './search-guard.ts'
import { type EntryMatch, type Tier } from './search-list.ts'

export const MOST_TRIED_QUERIES = 100_000
const MOST_EXAMPLES = 5

export interface SearchTrial {
  /** How many queries were tried; those over 1,000 UTF-16 units are left out. */
  readonly queries: number
  /** How many of them at least one entry matches. */
  readonly matched: number
  /** The entries that match any, the most frequent first. */
  readonly entries: readonly TriedEntry[]
}

export interface TriedEntry {
  readonly entry: string
  readonly match: EntryMatch
  readonly tier: Tier
  /** How many queries it matches. */
  readonly matched: number
  /** The first of them, and where in them. */
  readonly examples: readonly {
    readonly query: string
    readonly from: number
    readonly to: number
  }[]
}

/**
 * What each entry of the list matches among the queries.
 *
 * @throws {InputError} as `createSearchGuard` does, or for more than 100,000 queries.
 */
export function trySearchList(
  { list, compileRule }: SearchGuardOptions,
  queries: readonly string[],
): SearchTrial {
  if (!Array.isArray(queries) || queries.length > MOST_TRIED_QUERIES) {
    throw new InputError(
      `queries is ${Array.isArray(queries) ? `${queries.length} long` : shown(queries)}; send a list of at most ${MOST_TRIED_QUERIES}.`,
    )
  }
  const matcher = createMatcher(makeReady(parseSearchList(list)), compileRule)
  const entries = new Map<string, TriedEntry>()
  let tried = 0
  let matched = 0
  for (const query of queries) {
    if (typeof query !== 'string' || query.length > MOST_TEXT_UNITS) continue
    tried++
    // an entry counts once a query, at its first place
    const first = new Map(
      findingsIn(matcher, query)
        .toReversed()
        .map((each) => [each.entry.id, each]),
    )
    if (first.size > 0) matched++
    for (const [id, { entry, from, to }] of first) {
      const { match, tier } = entry
      const { matched: before = 0, examples = [] } = entries.get(id) ?? {}
      entries.set(id, {
        entry: id,
        match,
        tier,
        matched: before + 1,
        examples: before < MOST_EXAMPLES ? [...examples, { query, from, to }] : examples,
      })
    }
  }
  return {
    queries: tried,
    matched,
    entries: [...entries.values()].toSorted((a, b) => b.matched - a.matched),
  }
}
