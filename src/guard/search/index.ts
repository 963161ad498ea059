export { type CompileRule, type FindRule } from './matcher.ts'
export { parseSearchList } from './parse-search-list.ts'
export { buffersOf, entryAt, makeReady, type ReadyList } from './ready-list.ts'
export {
  type AllowAnswer,
  type BlockAnswer,
  createReadyGuard,
  createSearchGuard,
  type QueryFinding,
  type ResourcesAnswer,
  SEARCH_SURFACES,
  type SearchAnswer,
  type SearchGuard,
  type SearchGuardOptions,
  type SearchQuery,
  type SearchSurface,
} from './search-guard.ts'
export {
  ENTRY_MATCHES,
  type EntryMatch,
  type HelpResource,
  type HelpResources,
  type SearchEntry,
  type SearchList,
  type Tier,
  TIERS,
} from './search-list.ts'
export { type SearchTrial, type TriedEntry, trySearchList } from './try-list.ts'
