import { parseScenario } from '../scenario.ts'

/** "Even glancing contact": one look at one account, and nothing else. */
export const glancingContact = parseScenario({
  name: 'glancing-contact',
  title: 'View one account, then only look.',
  surface: 'follow-suggestions',
  steps: [
    { kind: 'meet', by: 'view' },
    { kind: 'look', slates: 12 },
  ],
})
