import { parseScenario } from '../scenario.ts'

/** Removals ran behind: what comes in the place of accounts that were removed. */
export const networkReForming = parseScenario({
  name: 'network-re-forming',
  title: 'Follow one account, look, have every network account seen so far removed, look again.',
  surface: 'follow-suggestions',
  steps: [
    { kind: 'meet', by: 'follow' },
    { kind: 'look', slates: 6 },
    { kind: 'remove-network' },
    { kind: 'look', slates: 6 },
  ],
})
