/**
 * The search guard with its brakes, and with none of its own where the operator has no list yet.
 *
 * @module
 */
import { type Brakes } from './brakes.ts'
import {
  type HelpResource,
  type SearchAnswer,
  type SearchGuard,
  type SearchList,
  type SearchSurface,
} from './search/index.ts'
import { helpFor } from './search/search-list.ts'

export interface SearchQuestion {
  readonly surface: SearchSurface
  readonly query: string
  /** Of the viewer; null when it is not said. */
  readonly region: string | null
}

export interface BrakedAnswer {
  readonly action: SearchAnswer['action']
  readonly resources: readonly HelpResource[]
}

export interface BrakedSearch {
  /** A held query is blocked, with the help of the list. @throws {InputError} as `checkQuery` does. */
  readonly check: (question: SearchQuestion) => BrakedAnswer
}

export interface Searching {
  readonly guard: SearchGuard
  /** Whose help a held query gets. */
  readonly list: Pick<SearchList, 'version' | 'resources'>
}

/** @param current the list now, null where there is none: then only brakes block anything. */
export function createBrakedSearch(
  current: () => Searching | null,
  brakes: Brakes,
  now: () => number,
): BrakedSearch {
  return Object.freeze<BrakedSearch>({
    check({ surface, query, region }) {
      const own = region ?? undefined
      const searching = current()
      const answer =
        searching?.guard.checkQuery({
          surface,
          query,
          ...(own !== undefined && { region: own }),
        }) ?? ALLOW
      // on every surface of a search the text may be the name of a braked tag
      if (!brakes.holding({ surface, region, tag: query }, now())) return answer
      return { action: 'block', resources: searching ? helpFor(searching.list.resources, own) : [] }
    },
  })
}

const ALLOW: BrakedAnswer = Object.freeze({ action: 'allow', resources: [] })
