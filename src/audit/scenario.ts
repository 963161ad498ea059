/**
 * A scenario is what a test account does, as data: a file can describe one, and a result can name
 * the one that made it.
 *
 * The two that come with the project are the two of the investigation: an account that looked at one
 * member of a network, and one that followed a handful.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { readList, readObject, readOneOf, readText, readWhole } from '../model/parse.ts'
import { type Surface, SURFACES } from '../model/surface.ts'

export interface Scenario {
  readonly name: string
  /** What the test account does, in a sentence. */
  readonly title: string
  readonly surface: Surface
  /** Entries of a slate; 10 unless said, and no fewer, since exposure is measured over ten. */
  readonly slateSize: number
  /**
   * How many slates are scrolled through before the surface is asked anew; 3 unless said. An
   * account that is not followed comes back at the next refresh, as on a real platform.
   */
  readonly slatesPerRefresh: number
  readonly steps: readonly ScenarioStep[]
}

export type ScenarioStep = MeetStep | FollowRecommendedStep | LookStep

/** The first contact: a source for a treated test account, an innocent account for a control. */
export interface MeetStep {
  readonly kind: 'meet'
  readonly by: MeetBy
}

/** Follow the first `count` recommendations that come. The slates they come in count as seen. */
export interface FollowRecommendedStep {
  readonly kind: 'follow-recommended'
  readonly count: number
}

/** Look at slates and do nothing. */
export interface LookStep {
  readonly kind: 'look'
  readonly slates: number
}

export const MEET_BY = ['view', 'follow'] as const
export type MeetBy = (typeof MEET_BY)[number]

const STEP_KINDS = ['meet', 'follow-recommended', 'look'] as const
const MOST_STEPS = 100
const MOST_SLATES = 1_000

/** "Even glancing contact": one look at one account, and nothing else. */
export const glancingContact: Scenario = parseScenario({
  name: 'glancing-contact',
  title: 'View one account, then only look.',
  surface: 'follow-suggestions',
  steps: [
    { kind: 'meet', by: 'view' },
    { kind: 'look', slates: 12 },
  ],
})

/** "Following just a handful of these recommendations was enough to flood a test account." */
export const handfulOfFollows: Scenario = parseScenario({
  name: 'handful-of-follows',
  title: 'Follow one account and the first five recommendations that come, then only look.',
  surface: 'follow-suggestions',
  steps: [
    { kind: 'meet', by: 'follow' },
    { kind: 'follow-recommended', count: 5 },
    { kind: 'look', slates: 12 },
  ],
})

export const scenarios: readonly Scenario[] = [glancingContact, handfulOfFollows]

/** How many slates each test account of a scenario is shown. */
export function slateCount({ steps, slateSize }: Pick<Scenario, 'steps' | 'slateSize'>): number {
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
  const keys = ['name', 'title', 'surface', 'slateSize', 'slatesPerRefresh', 'steps']
  const spec = readObject(value, 'scenario', keys)
  const steps = readList(spec.steps, 'scenario.steps', { least: 2, most: MOST_STEPS })
  const scenario: Scenario = Object.freeze({
    name: readText(spec.name, 'scenario.name', 64),
    title: readText(spec.title ?? spec.name, 'scenario.title', 200), // defaults to the name
    surface: readOneOf(spec.surface ?? 'follow-suggestions', 'scenario.surface', SURFACES), // defaults to follow-suggestions
    slateSize: readWhole(spec.slateSize ?? 10, 'scenario.slateSize', 10, 100), // defaults to 10
    slatesPerRefresh: readWhole(spec.slatesPerRefresh ?? 3, 'scenario.slatesPerRefresh', 1, 20), // defaults to 3
    steps: Object.freeze(steps.map((step, i) => readStep(step, `scenario.steps[${i}]`))),
  })
  checkSteps(scenario)
  return scenario
}

function readStep(value: unknown, where: string): ScenarioStep {
  const keys = ['kind', 'by', 'count', 'slates']
  const kind = readOneOf(readObject(value, where, keys).kind, `${where}.kind`, STEP_KINDS)
  if (kind === 'meet') {
    const { by } = readObject(value, where, ['kind', 'by'])
    return Object.freeze({ kind, by: readOneOf(by, `${where}.by`, MEET_BY) })
  }
  if (kind === 'follow-recommended') {
    const { count } = readObject(value, where, ['kind', 'count'])
    return Object.freeze({ kind, count: readWhole(count, `${where}.count`, 1, 100) })
  }
  const { slates } = readObject(value, where, ['kind', 'slates'])
  return Object.freeze({ kind, slates: readWhole(slates, `${where}.slates`, 1, MOST_SLATES) })
}

function checkSteps(scenario: Scenario): void {
  const meets = scenario.steps.filter(({ kind }) => kind === 'meet').length
  if (meets !== 1 || scenario.steps[0].kind !== 'meet') {
    throw new InputError(
      `scenario.steps has ${meets} steps of kind "meet" and begins with "${scenario.steps[0].kind}"; begin with "meet", once: what is measured is what comes after the first contact.`,
    )
  }
  const slates = slateCount(scenario)
  if (slates > MOST_SLATES) {
    throw new InputError(
      `scenario.steps shows ${slates} slates; show at most ${MOST_SLATES}: more test accounts tell more than longer ones.`,
    )
  }
}
