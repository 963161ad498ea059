/**
 * What is counted, in Prometheus' form. Labels are words of ours only: no id of anybody.
 *
 * @module
 */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import { type CodedAnswer } from '../guard/answers.ts'
import { type SearchAnswer } from '../guard/search/index.ts'
import { type ExposureEstimate } from '../guard/exposure.ts'
import { type ShadowCount } from '../guard/shadow-policy.ts'
import { DOCUMENT_KINDS, type DocumentKind } from '../model/document.ts'
import { type Action, ACTIONS } from '../model/policy.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { createDurations } from './durations.ts'

export interface Metrics {
  readonly answered: (operation: string, status: number, durationSeconds: number) => void
  readonly refused: (code: string) => void
  /** What became of so many candidates. */
  readonly decided: (
    surface: Surface,
    candidates: number,
    answer: Pick<CodedAnswer, 'demoted' | 'withheld'>,
  ) => void
  readonly learnt: (learn: number, ignored: number) => void
  readonly searched: (surface: Surface, action: SearchAnswer['action']) => void
  readonly signalsTaken: (accepted: number, rejected: number) => void
  readonly text: () => Promise<string>
  readonly contentType: string
}

export interface Gauges {
  readonly stateAgeSeconds: () => number
  readonly liveBrakes: () => number
  /** 1 when the guard has fresh standings, 0 when it fails safe. */
  readonly guardLive: () => number
  readonly exposureOf: (surface: Surface) => ExposureEstimate
  /** In force in this process; 0 for none of the store's. */
  readonly documentVersion: (kind: DocumentKind) => number
  readonly shadowDifferences: () => readonly ShadowCount[]
  /** 1 while software may infer no further standing, and a person is asked. */
  readonly automationHalted: () => number
}

export function createMetrics(gauges: Gauges): Metrics {
  const { stateAgeSeconds, liveBrakes, guardLive, exposureOf } = gauges
  const { documentVersion, shadowDifferences, automationHalted } = gauges
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = createDurations()
  // counted with every filter, and handed on when somebody asks
  const decided = new Map<Surface, Record<Action, number>>()
  const refusals = new Counter({
    name: 'firebreak_requests_refused_total',
    help: 'Requests answered with an error, by its code.',
    labelNames: ['code'],
    registers,
  })
  registry.registerMetric(
    new Counter({
      name: 'firebreak_candidates_total',
      help: 'Candidates by surface and what the guard did to them.',
      labelNames: ['surface', 'action'],
      registers: [],
      collect() {
        this.reset()
        for (const [surface, counts] of decided) {
          for (const action of ACTIONS) this.inc({ surface, action }, counts[action])
        }
      },
    }),
  )
  const interactions = new Counter({
    name: 'firebreak_interactions_total',
    help: 'Interactions by whether the recommender may learn from them.',
    labelNames: ['action'],
    registers,
  })
  const searches = new Counter({
    name: 'firebreak_queries_total',
    help: 'Queries by surface and what the search guard did to them.',
    labelNames: ['surface', 'action'],
    registers,
  })
  const signals = new Counter({
    name: 'firebreak_signals_total',
    help: 'Signals handed in, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  gauge('firebreak_state_age_seconds', 'Since the store was last read in full.', stateAgeSeconds)
  gauge('firebreak_brakes_live', 'Brakes that hold now.', liveBrakes)
  gauge('firebreak_guard_live', '1 while the guard has fresh standings.', guardLive)
  const versions = new Gauge({
    name: 'firebreak_document_version',
    help: 'Which version of the policy and the search list is in force; 0 for none of the store.',
    labelNames: ['kind'],
    registers: [],
    collect() {
      for (const kind of DOCUMENT_KINDS) this.labels(kind).set(documentVersion(kind))
    },
  })
  const differences = new Counter({
    name: 'firebreak_shadow_difference_total',
    help: 'What the draft policy would have done otherwise, by surface; from zero with each draft.',
    labelNames: ['surface', 'change'],
    registers: [],
    collect() {
      this.reset()
      for (const { surface, change, count } of shadowDifferences()) {
        this.labels(surface, change).inc(count)
      }
    },
  })
  registry.registerMetric(versions)
  registry.registerMetric(differences)

  // eslint-disable-next-line no-new -- it is kept by its registry
  new Gauge({
    name: 'firebreak_exposure_estimate',
    help: 'Share of viewers in five minutes whom the recommender led to a withheld account.',
    labelNames: ['surface'],
    registers,
    collect() {
      this.reset()
      for (const surface of SURFACES) {
        const { viewers, exposed } = exposureOf(surface)
        if (viewers > 0) this.labels(surface).set(exposed / viewers)
      }
    },
  })

  gauge(
    'firebreak_automation_halted',
    '1 while the automation has passed its quota and waits for a person.',
    automationHalted,
  )

  return Object.freeze<Metrics>({
    answered: durations.observe,
    refused: (code) => refusals.labels(code).inc(),
    decided(surface, candidates, { demoted, withheld }) {
      let counts = decided.get(surface)
      if (!counts) decided.set(surface, (counts = { allow: 0, demote: 0, withhold: 0 }))
      counts.allow += candidates - demoted - withheld
      counts.demote += demoted
      counts.withhold += withheld
    },
    learnt(learn, ignored) {
      interactions.labels('learn').inc(learn)
      interactions.labels('ignore').inc(ignored)
    },
    searched: (surface, action) => searches.labels(surface, action).inc(),
    signalsTaken(accepted, rejected) {
      signals.labels('accepted').inc(accepted)
      signals.labels('rejected').inc(rejected)
    },
    text: async () => (await registry.metrics()) + durations.text(),
    contentType: registry.contentType,
  })
}
