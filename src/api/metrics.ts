/**
 * What is counted, in Prometheus' form. Labels are words of ours only: no id of anybody.
 *
 * @module
 */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import { type CodedAnswer } from '../guard/answers.ts'
import { type SearchAnswer } from '../guard/search/index.ts'
import { type Action, ACTIONS } from '../model/policy.ts'
import { type Surface } from '../model/surface.ts'
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
}

export function createMetrics({ stateAgeSeconds, liveBrakes, guardLive }: Gauges): Metrics {
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
