/**
 * The search guard: every query, suggestion and name of a tag passes it before the platform answers it.
 *
 * In memory, no I/O, no clock. The only thing that it says of a query is what to do. Which entry it
 * was is for staff, through `explainQuery` and `trySearchList`; nothing is logged.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { shown } from '../../model/parse.ts'
import { type CompileRule, createMatcher, findingsIn, severityIn } from './matcher.ts'
import { parseSearchList } from './parse-search-list.ts'
import { makeReady, type ReadyList } from './ready-list.ts'
import { MOST_TEXT_UNITS } from './reading.ts'
import {
  type EntryMatch,
  helpFor,
  type HelpResource,
  type NonEmpty,
  type SearchList,
  type Tier,
  TIERS,
} from './search-list.ts'

/** Where text is looked for or offered. */
export const SEARCH_SURFACES = ['search-accounts', 'search-suggestions', 'tag-page'] as const
export type SearchSurface = (typeof SEARCH_SURFACES)[number]

export interface SearchQuery {
  /** What was typed, or the name of the tag, at most 1,000 UTF-16 units. */
  readonly query: string
  readonly surface: SearchSurface
  /** ISO 3166, "DE" or "DE-BY": whose help is offered. */
  readonly region?: string
}

/**
 * What to do with a query. A blocked one has help in it and nothing else: no reason to argue with, no
 * token to come back with, no field in which results could be carried. "See results anyway" cannot
 * be written against this type.
 */
export type SearchAnswer = AllowAnswer | ResourcesAnswer | BlockAnswer

export interface AllowAnswer {
  readonly action: 'allow'
  readonly resources: readonly []
}

/** Results may be shown, and help beside them. */
export interface ResourcesAnswer {
  readonly action: 'resources'
  readonly resources: NonEmpty<HelpResource>
}

/** Help is shown instead of results. */
export interface BlockAnswer {
  readonly action: 'block'
  readonly resources: NonEmpty<HelpResource>
  readonly results?: never
}

/** What staff see of a match. */
export interface QueryFinding {
  readonly entry: string
  readonly match: EntryMatch
  readonly tier: Tier
  /** Where in the query, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

export interface SearchGuard {
  /**
   * What to do with a query. Takes some microseconds, and time linear in its length whatever is in it.
   *
   * On `search-suggestions` whatever the list names is blocked, in either tier: what is offered
   * unasked is the platform's own word.
   *
   * @throws {InputError} if the query is longer than 1,000 UTF-16 units (answer it with nothing), or
   *   something is not of its kind.
   */
  readonly checkQuery: (query: SearchQuery) => SearchAnswer
  /**
   * The places of the suggestions that may be offered, rising.
   *
   * @throws {InputError} for more than 1,000 of them; one that is too long is not offered.
   */
  readonly offerable: (suggestions: readonly string[]) => readonly number[]
  /** Which entries are found in a query, and where. For staff: never send it to the person who asks. */
  readonly explainQuery: (query: string) => readonly QueryFinding[]
  /** Put this list in the place of the one before. @throws {InputError} and the one before stays. */
  readonly setList: (list: SearchList) => void
  /** The version of the list. */
  readonly version: string
}

export interface SearchGuardOptions {
  readonly list: SearchList
  /** Needed for entries of the kind `rule` only; linear in time, as RE2 is. */
  readonly compileRule?: CompileRule
}

export const MOST_SUGGESTIONS = 1_000

/** @throws {InputError} as `parseSearchList` does, or if a rule does not compile. */
export function createSearchGuard({ list, compileRule }: SearchGuardOptions): SearchGuard {
  return createReadyGuard(makeReady(parseSearchList(list)), compileRule)
}

/** The same from a list that was made ready elsewhere. @throws {InputError} if a rule does not compile. */
export function createReadyGuard(ready: ReadyList, compileRule?: CompileRule): SearchGuard {
  let matcher = createMatcher(ready, compileRule)

  const guard: SearchGuard = {
    checkQuery({ query, surface, region }) {
      if (!SEARCH_SURFACES.includes(surface)) {
        throw new InputError(
          `The surface is ${shown(surface)}; write one of ${SEARCH_SURFACES.join(', ')}.`,
        )
      }
      if (region !== undefined && typeof region !== 'string') {
        throw new InputError(`The region is ${shown(region)}; write a code such as "DE".`)
      }
      checkText(query)
      const severity = severityIn(matcher, query)
      if (severity === 0) return ALLOW
      const blocked = severity > RESOURCES || surface === 'search-suggestions'
      const resources = helpFor(matcher.ready.resources, region)
      return { action: blocked ? 'block' : 'resources', resources }
    },

    offerable(suggestions) {
      if (!Array.isArray(suggestions) || suggestions.length > MOST_SUGGESTIONS) {
        throw new InputError(
          `suggestions is ${Array.isArray(suggestions) ? `${suggestions.length} long` : shown(suggestions)}; send a list of at most ${MOST_SUGGESTIONS}.`,
        )
      }
      const places: number[] = []
      for (const [i, suggestion] of suggestions.entries()) {
        if (typeof suggestion !== 'string' || suggestion.length > MOST_TEXT_UNITS) continue
        if (severityIn(matcher, suggestion) === 0) places.push(i)
      }
      return places
    },

    explainQuery(query) {
      checkText(query)
      return findingsIn(matcher, query).map(({ entry, from, to }) => ({
        entry: entry.id,
        match: entry.match,
        tier: entry.tier,
        from,
        to,
      }))
    },

    setList(next) {
      matcher = createMatcher(makeReady(parseSearchList(next)), compileRule)
    },

    get version() {
      return matcher.ready.version
    },
  }
  return Object.freeze(guard)
}

const ALLOW: AllowAnswer = Object.freeze({ action: 'allow', resources: Object.freeze([] as const) })
const RESOURCES = TIERS.indexOf('resources') + 1

/** Without showing it: messages end in logs, and queries are never logged. */
function checkText(query: unknown): asserts query is string {
  if (typeof query !== 'string') {
    throw new InputError(`The query is ${shown(query)}; write a text.`)
  }
  if (query.length <= MOST_TEXT_UNITS) return
  throw new InputError(
    `The query is ${query.length} UTF-16 units long; refuse queries over ${MOST_TEXT_UNITS}.`,
  )
}
