import { parseScenario } from '../scenario.ts'

/** Children must not be recommended to those who follow such networks: here, minors count. */
export const minorToSeeker = parseScenario({
  name: 'minor-to-seeker',
  title: 'Follow five accounts, as a seeker would, and look for accounts of minors.',
  surface: 'follow-suggestions',
  harm: 'minors',
  persona: { ageBand: 'adult', standing: 'watch' },
  steps: [
    { kind: 'meet', by: 'follow', count: 5 },
    { kind: 'look', slates: 6 },
    { kind: 'look', slates: 6, surface: 'explore' },
  ],
})
