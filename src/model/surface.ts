/** Where a platform shows accounts, items or terms to people. */
export const SURFACES = [
  'feed',
  'explore',
  'follow-suggestions',
  'related-accounts',
  'search-accounts',
  'search-suggestions',
  'tag-page',
] as const
export type Surface = (typeof SURFACES)[number]
