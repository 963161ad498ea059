/**
 * The policy that a guard has when it is given none: cautious where the platform pushes accounts at
 * people unasked, lenient where somebody looks for an account by name.
 *
 * @module
 */
import { type LearnRule, type Policy, type ShowRule } from './policy.ts'
import { type StandingLevel } from './standing.ts'
import { type Surface } from './surface.ts'

/** Where the platform chooses, and nobody asked for this account. */
const UNASKED: readonly Surface[] = [
  'feed',
  'explore',
  'follow-suggestions',
  'related-accounts',
  'search-suggestions',
  'tag-page',
]
const WATCH_OR_WORSE: readonly StandingLevel[] = ['watch', 'limit', 'withhold', 'removed']

const SHOW: readonly ShowRule[] = [
  {
    id: 'held-from-everybody',
    reason:
      'A withheld account has strong evidence against it or a decision by a person; showing it to anybody is the harm that the guard is for.',
    candidate: { levels: ['withhold', 'removed'] },
    action: 'withhold',
  },
  {
    id: 'minors-not-to-seekers',
    reason:
      'A viewer at watch or worse may be seeking children; a mistake costs that viewer a suggestion, the opposite mistake costs a child.',
    viewer: { levels: WATCH_OR_WORSE },
    candidate: { ageBands: ['minor'] },
    action: 'withhold',
  },
  {
    id: 'protected-not-to-seekers',
    reason:
      'A protected account may belong to a victim, whom the people around the network look for.',
    viewer: { levels: WATCH_OR_WORSE },
    candidate: { protected: true },
    action: 'withhold',
  },
  {
    id: 'protected-not-pushed',
    reason:
      'Recommending an account that may belong to a victim brings it an audience that it did not choose. It keeps its account, its followers and its reach to them: this is a shield, not a penalty.',
    surfaces: UNASKED,
    candidate: { protected: true },
    action: 'withhold',
  },
  {
    id: 'protected-found-by-friends',
    reason: 'Who looks for a friend by name still finds them, after everybody else who matches.',
    surfaces: ['search-accounts'],
    candidate: { protected: true },
    action: 'demote',
  },
  {
    id: 'limited-not-to-minors',
    reason:
      'Evidence of 3 to 1 is too little to withhold an account from everybody and too much to suggest it to a child.',
    viewer: { ageBands: ['minor'] },
    candidate: { levels: ['limit'] },
    action: 'withhold',
  },
  {
    id: 'limited-not-to-protected',
    reason: 'A protected viewer may have been approached by this network before.',
    viewer: { protected: true },
    candidate: { levels: ['limit'] },
    action: 'withhold',
  },
  {
    id: 'watched-last-for-minors',
    reason:
      'Even odds are no ground to hide an account; a child is shown it after everything else.',
    viewer: { ageBands: ['minor'] },
    candidate: { levels: ['watch'] },
    action: 'demote',
  },
  {
    id: 'limited-last',
    reason:
      'More likely than not part of the network, and not sure enough to withhold: shown only when nothing else is left.',
    candidate: { levels: ['limit'] },
    action: 'demote',
  },
]

const IGNORE: readonly LearnRule[] = [
  {
    id: 'no-contact-with-held',
    reason:
      'A recommender that learns from one view of a withheld account leads its viewer to the next one: glancing contact is where the flood begins.',
    target: { levels: ['withhold', 'removed'] },
  },
  {
    id: 'no-acts-by-held',
    reason:
      'What withheld accounts follow ties the network together; learnt from, it recommends the members that are not mapped yet.',
    actor: { levels: ['withhold', 'removed'] },
  },
  {
    id: 'no-contact-with-protected',
    reason: 'Interest in an account that may belong to a victim must not make it easier to find.',
    target: { protected: true },
  },
]

/** Checked against the floor by its test, as every policy is by `parsePolicy`. */
export const DEFAULT_POLICY: Policy = Object.freeze({
  version: 'default-1',
  mode: 'enforce',
  // closed where fewer suggestions for a while hurt nobody; last-good where people look for what
  // they know, and an empty page would itself be a fault
  onFailure: Object.freeze({
    feed: 'last-good',
    explore: 'closed',
    'follow-suggestions': 'closed',
    'related-accounts': 'closed',
    'search-accounts': 'last-good',
    'search-suggestions': 'closed',
    'tag-page': 'last-good',
  }),
  show: Object.freeze(SHOW),
  // what is not learnt today can be learnt tomorrow; what is learnt is not unlearnt
  learn: Object.freeze({ onFailure: 'closed', ignore: Object.freeze(IGNORE) }),
})
