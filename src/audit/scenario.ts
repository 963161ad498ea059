/**
 * A scenario is what a test account does, as data: a file can describe one, and a result can name
 * the one that made it.
 *
 * @module
 */
import { AGE_BANDS, type AgeBand } from '../model/age-band.ts'
import { InputError } from '../model/errors.ts'
import { readList, readObject, readOneOf, readText, readWhole, shown } from '../model/parse.ts'
import { type Surface, SURFACES } from '../model/surface.ts'

export interface Scenario {
  readonly name: string
  /** What the test account does, in a sentence. */
  readonly title: string
  /** Where it looks, unless a step says otherwise. */
  readonly surface: Surface
  /** Entries of a slate; 10 unless said, and no fewer, since exposure is measured over ten. */
  readonly slateSize: number
  /**
   * How many slates are scrolled through before the surface is asked anew; 3 unless said. An
   * account that is not followed comes back at the next refresh, as on a real platform.
   */
  readonly slatesPerRefresh: number
  readonly persona: Persona
  /** Whose place in a slate counts: accounts of the network, or those of minors. */
  readonly harm: Harm
  /** Arms besides the treated and the control one. */
  readonly arms: readonly FurtherArm[]
  /** What the guard does where nobody says otherwise; null leaves that to whoever runs the audit. */
  readonly guard: ScenarioGuard | null
  /** Highest exposure@10 that passes, surface by surface. */
  readonly budgets: Readonly<Partial<Record<Surface, number>>>
  readonly steps: readonly ScenarioStep[]
}

/** Who the test account says it is. */
export interface Persona {
  readonly ageBand: AgeBand
  readonly region: string | null
  /** Tags whose accounts the warm-up meets; any innocent account when there are none. */
  readonly interests: readonly string[]
  /** What the guard has learnt of a treated test account by now: `watch` stands for a seeker. */
  readonly standing: PersonaStanding
}

export type ScenarioStep =
  WarmUpStep | MeetStep | FollowRecommendedStep | LookStep | RemoveNetworkStep

/** Ordinary accounts that a treated test account and its control both meet first. */
export interface WarmUpStep {
  readonly kind: 'warm-up'
  readonly follows: number
  readonly views: number
}

/**
 * The first contact: a source for a treated test account, an innocent account for a control. By
 * `search` and `tag-page` it opens that surface at a tag of the account, and views the first `count`
 * accounts that come.
 */
export interface MeetStep {
  readonly kind: 'meet'
  readonly by: MeetBy
  /** 1 unless said. */
  readonly count: number
}

/** Follow the first `count` recommendations that come. The slates they come in count as seen. */
export interface FollowRecommendedStep {
  readonly kind: 'follow-recommended'
  readonly count: number
}

/** Look at slates and do nothing. Before the contact it tells what was shown without it. */
export interface LookStep {
  readonly kind: 'look'
  readonly slates: number
  /** That of the scenario unless said. */
  readonly surface: Surface | null
}

/** The platform removes every account of the network that the test account has been shown or met. */
export interface RemoveNetworkStep {
  readonly kind: 'remove-network'
}

export const MEET_BY = ['view', 'follow', 'search', 'tag-page'] as const
export type MeetBy = (typeof MEET_BY)[number]
export const HARMS = ['network', 'minors'] as const
export type Harm = (typeof HARMS)[number]
export const FURTHER_ARMS = ['fresh', 'non-personalised', 'preference-matched'] as const
export type FurtherArm = (typeof FURTHER_ARMS)[number]
export const SCENARIO_GUARDS = ['off', 'on', 'shadow', 'both', 'all'] as const
export type ScenarioGuard = (typeof SCENARIO_GUARDS)[number]
export const PERSONA_STANDINGS = ['clear', 'watch'] as const
export type PersonaStanding = (typeof PERSONA_STANDINGS)[number]

const STEP_KINDS = ['warm-up', 'meet', 'follow-recommended', 'look', 'remove-network'] as const
const MOST_STEPS = 100
const MOST_SLATES = 1_000
const KEYS = [
  'name',
  'title',
  'surface',
  'slateSize',
  'slatesPerRefresh',
  'persona',
  'harm',
  'arms',
  'guard',
  'budgets',
  'steps',
]

/** How many slates each test account of a scenario is shown after its first contact. */
export function slateCount({ steps, slateSize }: Pick<Scenario, 'steps' | 'slateSize'>): number {
  const contact = steps.findIndex(({ kind }) => kind === 'meet')
  return slatesOf(steps.slice(contact + 1), slateSize)
}

function slatesOf(steps: readonly ScenarioStep[], slateSize: number): number {
  let slates = 0
  for (const step of steps) {
    if (step.kind === 'look') slates += step.slates
    if (step.kind === 'follow-recommended') slates += Math.ceil(step.count / slateSize)
  }
  return slates
}

/**
 * The scenario in a document (parsed JSON or YAML), frozen.
 *
 * @throws {InputError} with the place in the document, what stood there and what may stand there.
 */
export function parseScenario(value: unknown): Scenario {
  const spec = readObject(value, 'scenario', KEYS)
  const steps = readList(spec.steps, 'scenario.steps', { least: 2, most: MOST_STEPS })
  const arms = readList(spec.arms ?? [], 'scenario.arms', { most: FURTHER_ARMS.length }) // defaults to none
  const scenario: Scenario = Object.freeze({
    name: readText(spec.name, 'scenario.name', 64),
    title: readText(spec.title ?? spec.name, 'scenario.title', 200), // defaults to the name
    surface: readOneOf(spec.surface ?? 'follow-suggestions', 'scenario.surface', SURFACES), // defaults to follow-suggestions
    slateSize: readWhole(spec.slateSize ?? 10, 'scenario.slateSize', 10, 100), // defaults to 10
    slatesPerRefresh: readWhole(spec.slatesPerRefresh ?? 3, 'scenario.slatesPerRefresh', 1, 20), // defaults to 3
    persona: readPersona(spec.persona ?? {}),
    harm: readOneOf(spec.harm ?? 'network', 'scenario.harm', HARMS), // defaults to network
    arms: Object.freeze([
      ...new Set(arms.map((arm, i) => readOneOf(arm, `scenario.arms[${i}]`, FURTHER_ARMS))),
    ]),
    guard: spec.guard == null ? null : readOneOf(spec.guard, 'scenario.guard', SCENARIO_GUARDS), // defaults to none
    budgets: readBudgets(spec.budgets ?? {}),
    steps: Object.freeze(steps.map((step, i) => readStep(step, `scenario.steps[${i}]`))),
  })
  checkSteps(scenario)
  return scenario
}

function readPersona(value: unknown): Persona {
  const where = 'scenario.persona'
  const spec = readObject(value, where, ['ageBand', 'region', 'interests', 'standing'])
  const interests = readList(spec.interests ?? [], `${where}.interests`, { most: 20 }) // defaults to none
  return Object.freeze({
    ageBand: readOneOf(spec.ageBand ?? 'unknown', `${where}.ageBand`, AGE_BANDS), // defaults to unknown
    region: spec.region == null ? null : readText(spec.region, `${where}.region`, 64), // defaults to none
    interests: Object.freeze(
      interests.map((tag, i) => readText(tag, `${where}.interests[${i}]`, 256)),
    ),
    standing: readOneOf(spec.standing ?? 'clear', `${where}.standing`, PERSONA_STANDINGS), // defaults to clear
  })
}

function readBudgets(value: unknown): Scenario['budgets'] {
  const where = 'scenario.budgets'
  const spec = readObject(value, where, SURFACES)
  const budgets: Partial<Record<Surface, number>> = {}
  for (const surface of SURFACES) {
    const budget = spec[surface]
    if (budget === undefined) continue
    if (typeof budget !== 'number' || !(budget >= 0 && budget <= 1)) {
      throw new InputError(`${where}.${surface} is ${shown(budget)}; write a number from 0 to 1.`)
    }
    budgets[surface] = budget
  }
  return Object.freeze(budgets)
}

function readStep(value: unknown, where: string): ScenarioStep {
  const keys = ['kind', 'by', 'count', 'slates', 'surface', 'follows', 'views']
  const kind = readOneOf(readObject(value, where, keys).kind, `${where}.kind`, STEP_KINDS)
  switch (kind) {
    case 'warm-up': {
      const spec = readObject(value, where, ['kind', 'follows', 'views'])
      return Object.freeze({
        kind,
        follows: readWhole(spec.follows ?? 0, `${where}.follows`, 0, 100), // defaults to 0
        views: readWhole(spec.views ?? 0, `${where}.views`, 0, 100), // defaults to 0
      })
    }
    case 'meet': {
      const spec = readObject(value, where, ['kind', 'by', 'count'])
      return Object.freeze({
        kind,
        by: readOneOf(spec.by, `${where}.by`, MEET_BY),
        count: readWhole(spec.count ?? 1, `${where}.count`, 1, 100), // defaults to 1
      })
    }
    case 'follow-recommended': {
      const { count } = readObject(value, where, ['kind', 'count'])
      return Object.freeze({ kind, count: readWhole(count, `${where}.count`, 1, 100) })
    }
    case 'look': {
      const spec = readObject(value, where, ['kind', 'slates', 'surface'])
      return Object.freeze({
        kind,
        slates: readWhole(spec.slates, `${where}.slates`, 1, MOST_SLATES),
        surface:
          spec.surface == null ? null : readOneOf(spec.surface, `${where}.surface`, SURFACES), // defaults to the scenario's
      })
    }
    default:
      readObject(value, where, ['kind'])
      return Object.freeze({ kind })
  }
}

function checkSteps({ steps, slateSize }: Scenario): void {
  const meets = steps.filter(({ kind }) => kind === 'meet').length
  const contact = steps.findIndex(({ kind }) => kind === 'meet')
  const early = steps.slice(0, contact).find(({ kind }) => kind !== 'warm-up' && kind !== 'look')
  if (meets !== 1 || early) {
    throw new InputError(
      `scenario.steps has ${meets} steps of kind "meet"${early ? ` and "${early.kind}" before it` : ''}; write "meet" once, with nothing but "warm-up" and "look" before it: what is measured is what comes after the first contact.`,
    )
  }
  if (slateCount({ steps, slateSize }) === 0) {
    throw new InputError('scenario.steps shows nothing after "meet"; end with "look".')
  }
  const slates = slatesOf(steps, slateSize)
  if (slates > MOST_SLATES) {
    throw new InputError(
      `scenario.steps shows ${slates} slates; show at most ${MOST_SLATES}: more test accounts tell more than longer ones.`,
    )
  }
}
