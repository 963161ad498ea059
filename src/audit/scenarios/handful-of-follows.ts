import { parseScenario } from '../scenario.ts'

/** "Following just a handful of these recommendations was enough to flood a test account." */
export const handfulOfFollows = parseScenario({
  name: 'handful-of-follows',
  title: 'Follow one account and the first five recommendations that come, then only look.',
  surface: 'follow-suggestions',
  steps: [
    { kind: 'meet', by: 'follow' },
    { kind: 'follow-recommended', count: 5 },
    { kind: 'look', slates: 12 },
  ],
})
