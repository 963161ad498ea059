import { parseScenario } from '../scenario.ts'

/** A removed account's page may still lead on: what is related to it. */
export const relatedToRemoved = parseScenario({
  name: 'related-to-removed',
  title: 'View one account, which is then removed, and look at the accounts related to it.',
  surface: 'related-accounts',
  steps: [{ kind: 'meet', by: 'view' }, { kind: 'remove-network' }, { kind: 'look', slates: 6 }],
})
