/**
 * A policy says, per surface, what the guard does to a candidate for a viewer: standing × standing
 * → action. It is data with a version, so that a change is a document that can be reviewed,
 * contested and put back.
 *
 * Rules are read in order and the first that matches decides; what no rule matches is allowed. That
 * is the shape of X's published visibility library: surface → ordered rules → action.
 *
 * @module
 */
import { type AgeBand } from './age-band.ts'
import { type Standing, type StandingLevel } from './standing.ts'
import { type Surface } from './surface.ts'

/** What the guard does to a candidate. `demote` keeps it, after everything that is allowed. */
export const ACTIONS = ['allow', 'demote', 'withhold'] as const
export type Action = (typeof ACTIONS)[number]

/** In `shadow` the guard lets everything pass and says what it would have done. */
export const POLICY_MODES = ['enforce', 'shadow'] as const
export type PolicyMode = (typeof POLICY_MODES)[number]

/**
 * What a guard that has lost its change feed does: `closed` goes on only with accounts that it
 * knows to be clear, `last-good` goes on with what it knew last. A guard that never had standings
 * has no last good state and is closed everywhere.
 */
export const ON_FAILURE = ['closed', 'last-good'] as const
export type OnFailure = (typeof ON_FAILURE)[number]

/** Which standings a rule is about. What is left out matches every standing. */
export interface StandingMatch {
  readonly levels?: readonly StandingLevel[]
  readonly protected?: boolean
  readonly ageBands?: readonly AgeBand[]
}

/** What to do to a candidate on a surface. */
export interface ShowRule {
  /** Stable name, unique in the policy: explanations and counts refer to it. */
  readonly id: string
  /** Why, in a sentence that somebody can contest. */
  readonly reason: string
  /** All surfaces when left out. */
  readonly surfaces?: readonly Surface[]
  /** Every viewer when left out. */
  readonly viewer?: StandingMatch
  /** Every candidate when left out. */
  readonly candidate?: StandingMatch
  readonly action: Action
}

/** Interactions that the recommender must not learn from. */
export interface LearnRule {
  readonly id: string
  readonly reason: string
  /** Who acted; everybody when left out. */
  readonly actor?: StandingMatch
  /** On whom; everybody when left out. */
  readonly target?: StandingMatch
}

export interface Policy {
  /** 1 to 64 characters of A–Z, a–z, 0–9, `.`, `_`, `-`: it is part of every decision. */
  readonly version: string
  readonly mode: PolicyMode
  readonly onFailure: Readonly<Record<Surface, OnFailure>>
  readonly show: readonly ShowRule[]
  readonly learn: { readonly onFailure: OnFailure; readonly ignore: readonly LearnRule[] }
}

/** Whether a rule with this match is about the standing. */
export function matchesStanding(match: StandingMatch | undefined, standing: Standing): boolean {
  if (match === undefined) return true
  if (match.levels && !match.levels.includes(standing.level)) return false
  if (match.protected !== undefined && match.protected !== standing.protected) return false
  return !match.ageBands || match.ageBands.includes(standing.ageBand)
}

/**
 * The rule that decides what happens to `candidate` for `viewer`, or null when none does and it is
 * allowed. Linear in the rules: the guard asks once for each pair of standings and keeps the answer.
 */
export function showRuleFor(
  policy: Policy,
  surface: Surface,
  viewer: Standing,
  candidate: Standing,
): ShowRule | null {
  for (const rule of policy.show) {
    if (rule.surfaces && !rule.surfaces.includes(surface)) continue
    if (!matchesStanding(rule.viewer, viewer)) continue
    if (matchesStanding(rule.candidate, candidate)) return rule
  }
  return null
}

/** The rule by which the recommender must not learn from `actor` meeting `target`, or null. */
export function learnRuleFor(policy: Policy, actor: Standing, target: Standing): LearnRule | null {
  for (const rule of policy.learn.ignore) {
    if (matchesStanding(rule.actor, actor) && matchesStanding(rule.target, target)) return rule
  }
  return null
}

/**
 * Whether no policy may show `candidate` to `viewer`, on any surface. The floor is in code and not
 * in data because a slip in a document must not be able to take it away: a policy can be stricter,
 * never laxer.
 *
 * - Withheld and removed accounts are shown to nobody: that is what the words mean.
 * - Minors and protected accounts are not shown to a viewer at `watch` or worse. Everybody whom the
 *   map takes for a seeker has such a standing.
 */
export function isNeverShown(viewer: Standing, candidate: Standing): boolean {
  if (isHeld(candidate.level)) return true
  return viewer.level !== 'clear' && (candidate.protected || candidate.ageBand === 'minor')
}

/**
 * Whether no policy may let the recommender learn from `actor` meeting `target`. What it learns it
 * shows to others later, so this is the same floor at the other end: nothing by or about a withheld
 * account, and nothing that makes a protected one easier to find.
 */
export function isNeverLearnt(actor: Standing, target: Standing): boolean {
  return isHeld(actor.level) || isHeld(target.level) || target.protected
}

function isHeld(level: StandingLevel): boolean {
  return level === 'withhold' || level === 'removed'
}
