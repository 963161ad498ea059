/**
 * `firebreak/guard`: keeps recommendations from leading to a mapped network.
 *
 * @example
 * ```js
 * import { createGuard } from 'firebreak/guard'
 *
 * const guard = createGuard({
 *   standings: [
 *     { account: 'zorblax', standing: 'withhold' },
 *     { account: 'a-child', standing: { ageBand: 'minor' } },
 *     { account: 'a-seeker', standing: 'watch' },
 *   ],
 * })
 * guard.filter('anybody', 'explore', ['zorblax', 'a-child', 'a-stranger']).allowed // → ['a-child', 'a-stranger']
 * guard.filter('a-seeker', 'explore', ['zorblax', 'a-child', 'a-stranger']).allowed // → ['a-stranger']
 * guard.learn([{ account: 'anybody', target: 'zorblax', kind: 'view' }]).learn // → []
 * ```
 *
 * @module
 */
export { type AccountStanding } from './account-standing.ts'
export { type CodedAnswer, type FilterAnswer, type LearnAnswer, type Shadow } from './answers.ts'
export { type Question } from './brakes.ts'
export {
  type FollowedGuard,
  type FollowOptions,
  followServer,
  type ServerFollower,
} from './follow/follow-server.ts'
export { FollowError } from './follow/ask-server.ts'
export {
  createGuard,
  type Guard,
  type GuardOptions,
  type GuardState,
  type Interaction,
  MOST_CANDIDATES,
  MOST_INTERACTIONS,
} from './guard.ts'
export { type ShadowCount, type ShadowCounts } from './shadow-policy.ts'
export { AGE_BANDS, type AgeBand } from '../model/age-band.ts'
export { DEFAULT_POLICY } from '../model/default-policy.ts'
export { InputError } from '../model/errors.ts'
export { parsePolicy } from '../model/parse-policy.ts'
export {
  ACTIONS,
  type Action,
  type LearnRule,
  type OnFailure,
  type Policy,
  type PolicyMode,
  type ShowRule,
  type StandingMatch,
} from '../model/policy.ts'
export {
  packStanding,
  type Standing,
  STANDING_LEVELS,
  type StandingLevel,
  unpackStanding,
} from '../model/standing.ts'
export { type Surface, SURFACES } from '../model/surface.ts'
export {
  type CompileRule,
  createSearchGuard,
  type EntryMatch,
  type FindRule,
  type HelpResource,
  type HelpResources,
  parseSearchList,
  type QueryFinding,
  SEARCH_SURFACES,
  type SearchAnswer,
  type SearchEntry,
  type SearchGuard,
  type SearchGuardOptions,
  type SearchList,
  type SearchQuery,
  type SearchSurface,
  type SearchTrial,
  type Tier,
  trySearchList,
} from './search/index.ts'
