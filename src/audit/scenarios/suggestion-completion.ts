import { parseScenario } from '../scenario.ts'

/** Search completed what was half typed: the beginning of a tag is enough. */
export const suggestionCompletion = parseScenario({
  name: 'suggestion-completion',
  title: 'View one account, then type the beginning of its tag and look at what is suggested.',
  surface: 'search-suggestions',
  steps: [
    { kind: 'meet', by: 'view' },
    { kind: 'look', slates: 6 },
  ],
})
