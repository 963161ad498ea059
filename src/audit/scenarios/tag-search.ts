import { parseScenario } from '../scenario.ts'

/** Tags led to sellers: the tag of one account, searched for, then its page. */
export const tagSearch = parseScenario({
  name: 'tag-search',
  title: 'Search for a tag that one account uses, view the first three, then look at what comes.',
  surface: 'search-accounts',
  steps: [
    { kind: 'meet', by: 'search', count: 3 },
    { kind: 'look', slates: 3 },
    { kind: 'look', slates: 3, surface: 'tag-page' },
    { kind: 'look', slates: 6, surface: 'explore' },
  ],
})
