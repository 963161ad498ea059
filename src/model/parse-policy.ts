/**
 * A policy document as `unknown` in, a policy that keeps the floor out.
 *
 * @module
 */
import { AGE_BANDS } from './age-band.ts'
import { InputError } from './errors.ts'
import { readBoolean, readList, readObject, readOneOf, readText, shown } from './parse.ts'
import {
  ACTIONS,
  type LearnRule,
  ON_FAILURE,
  type OnFailure,
  type Policy,
  POLICY_MODES,
  type ShowRule,
  type StandingMatch,
  isNeverLearnt,
  isNeverShown,
  learnRuleFor,
  showRuleFor,
} from './policy.ts'
import { allStandings, type Standing, STANDING_LEVELS } from './standing.ts'
import { type Surface, SURFACES } from './surface.ts'

/** More than anybody can review, and few enough to check against every pair of standings. */
const MOST_RULES = 200
const MOST_REASON_CHARACTERS = 1000

/**
 * The policy in a document (parsed JSON or YAML), frozen.
 *
 * Every rule must give its reason: a rule about people that nobody can contest is no rule. A policy
 * below the floor (`isNeverShown`, `isNeverLearnt`) is refused with the first pair that it gets
 * wrong and the rule that does it. Checks each surface, viewer and candidate: milliseconds.
 *
 * @throws {InputError} with the place in the document, what stood there and what may stand there.
 */
export function parsePolicy(value: unknown): Policy {
  const spec = readObject(value, 'policy', ['version', 'mode', 'onFailure', 'show', 'learn'])
  const learn = readObject(spec.learn, 'policy.learn', ['onFailure', 'ignore'])
  const policy: Policy = Object.freeze({
    version: readVersion(spec.version),
    mode: readOneOf(spec.mode ?? 'enforce', 'policy.mode', POLICY_MODES), // defaults to enforce
    onFailure: readOnFailure(spec.onFailure),
    show: readRules(spec.show, 'policy.show', readShowRule),
    learn: Object.freeze({
      onFailure: readOneOf(learn.onFailure, 'policy.learn.onFailure', ON_FAILURE),
      ignore: readRules(learn.ignore, 'policy.learn.ignore', readLearnRule),
    }),
  })
  checkFloor(policy)
  return policy
}

function readVersion(value: unknown): string {
  if (typeof value === 'string' && /^[\w.-]{1,64}$/.test(value)) return value
  throw new InputError(
    `policy.version is ${shown(value)}; write 1 to 64 characters of A–Z, a–z, 0–9, ".", "_", "-".`,
  )
}

function readOnFailure(value: unknown): Policy['onFailure'] {
  const spec = readObject(value, 'policy.onFailure', SURFACES)
  const read = (surface: Surface): OnFailure =>
    readOneOf(spec[surface], `policy.onFailure.${surface}`, ON_FAILURE)
  // written out: a new surface is then a type error here, and not a surface without an answer
  return Object.freeze({
    feed: read('feed'),
    explore: read('explore'),
    'follow-suggestions': read('follow-suggestions'),
    'related-accounts': read('related-accounts'),
    'search-accounts': read('search-accounts'),
    'search-suggestions': read('search-suggestions'),
    'tag-page': read('tag-page'),
  })
}

function readRules<Rule extends { readonly id: string }>(
  value: unknown,
  where: string,
  readRule: (value: unknown, where: string) => Rule,
): readonly Rule[] {
  const list = readList(value, where, { most: MOST_RULES })
  const rules = list.map((rule, i) => readRule(rule, `${where}[${i}]`))
  const places = new Map<string, number>()
  for (const [i, { id }] of rules.entries()) {
    const first = places.get(id)
    if (first !== undefined) {
      throw new InputError(
        `${where}[${i}].id is "${id}", as ${where}[${first}].id is; give each rule a name of its own.`,
      )
    }
    places.set(id, i)
  }
  return Object.freeze(rules)
}

function readShowRule(value: unknown, where: string): ShowRule {
  const keys = ['id', 'reason', 'surfaces', 'viewer', 'candidate', 'action']
  const spec = readObject(value, where, keys)
  const surfaces = readChoices(spec.surfaces, `${where}.surfaces`, SURFACES)
  const viewer = readMatch(spec.viewer, `${where}.viewer`)
  const candidate = readMatch(spec.candidate, `${where}.candidate`)
  return Object.freeze({
    id: readText(spec.id, `${where}.id`, 64),
    reason: readText(spec.reason, `${where}.reason`, MOST_REASON_CHARACTERS),
    ...(surfaces && { surfaces }),
    ...(viewer && { viewer }),
    ...(candidate && { candidate }),
    action: readOneOf(spec.action, `${where}.action`, ACTIONS),
  })
}

function readLearnRule(value: unknown, where: string): LearnRule {
  const spec = readObject(value, where, ['id', 'reason', 'actor', 'target'])
  const actor = readMatch(spec.actor, `${where}.actor`)
  const target = readMatch(spec.target, `${where}.target`)
  return Object.freeze({
    id: readText(spec.id, `${where}.id`, 64),
    reason: readText(spec.reason, `${where}.reason`, MOST_REASON_CHARACTERS),
    ...(actor && { actor }),
    ...(target && { target }),
  })
}

function readMatch(value: unknown, where: string): StandingMatch | null {
  if (value === undefined) return null
  const spec = readObject(value, where, ['levels', 'protected', 'ageBands'])
  const levels = readChoices(spec.levels, `${where}.levels`, STANDING_LEVELS)
  const ageBands = readChoices(spec.ageBands, `${where}.ageBands`, AGE_BANDS)
  return Object.freeze({
    ...(levels && { levels }),
    ...(spec.protected !== undefined && {
      protected: readBoolean(spec.protected, `${where}.protected`),
    }),
    ...(ageBands && { ageBands }),
  })
}

function readChoices<Choice extends string>(
  value: unknown,
  where: string,
  choices: readonly Choice[],
): readonly Choice[] | null {
  if (value === undefined) return null
  // an empty list would match nothing: a rule that is switched off without saying so
  const list = readList(value, where, { least: 1, most: choices.length })
  return Object.freeze(list.map((entry, i) => readOneOf(entry, `${where}[${i}]`, choices)))
}

function checkFloor(policy: Policy): void {
  const standings = allStandings()
  for (const viewer of standings) {
    for (const candidate of standings) {
      if (isNeverShown(viewer, candidate)) {
        for (const surface of SURFACES) checkShown(policy, surface, viewer, candidate)
      }
      if (isNeverLearnt(viewer, candidate) && !learnRuleFor(policy, viewer, candidate)) {
        throw new InputError(
          `policy.learn.ignore lets the recommender learn from an account (${described(viewer)}) meeting one (${described(candidate)}); no policy may: add a rule that ignores it.`,
        )
      }
    }
  }
}

function checkShown(policy: Policy, surface: Surface, viewer: Standing, candidate: Standing): void {
  const rule = showRuleFor(policy, surface, viewer, candidate)
  if (rule?.action === 'withhold') return
  const cause = rule ? `by its rule "${rule.id}"` : 'because no rule is about them'
  throw new InputError(
    `policy.show shows an account (${described(candidate)}) to a viewer (${described(viewer)}) on ${surface} ${cause}; no policy may: put a rule that withholds it before.`,
  )
}

function described({ level, protected: isProtected, ageBand }: Standing): string {
  return `${level}${isProtected ? ', protected' : ''}, age ${ageBand}`
}
