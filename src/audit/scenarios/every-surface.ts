import { parseScenario } from '../scenario.ts'

/** For a release: one contact, then all seven surfaces, with every arm to compare with. */
export const everySurface = parseScenario({
  name: 'every-surface',
  title: 'Follow five ordinary accounts, look, follow one more, then look at all seven surfaces.',
  surface: 'follow-suggestions',
  arms: ['fresh', 'non-personalised', 'preference-matched'],
  steps: [
    { kind: 'warm-up', follows: 5 },
    { kind: 'look', slates: 3 },
    { kind: 'meet', by: 'follow' },
    { kind: 'look', slates: 3 },
    { kind: 'look', slates: 3, surface: 'feed' },
    { kind: 'look', slates: 3, surface: 'explore' },
    { kind: 'look', slates: 3, surface: 'related-accounts' },
    { kind: 'look', slates: 3, surface: 'search-accounts' },
    { kind: 'look', slates: 3, surface: 'search-suggestions' },
    { kind: 'look', slates: 3, surface: 'tag-page' },
  ],
})
