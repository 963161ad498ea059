/**
 * What is counted, in Prometheus' form. Labels are words of ours only: no id of anybody.
 *
 * @module
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type CodedAnswer } from '../guard/answers.ts'
import { type SearchAnswer } from '../guard/search/index.ts'
import { type Surface } from '../model/surface.ts'

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

/** From 0.1 ms: a guard in memory is fast, and what is slow about it must be visible. */
const DURATION_BUCKETS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.05, 0.25, 1, 5,
]

export function createMetrics({ stateAgeSeconds, liveBrakes, guardLive }: Gauges): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'firebreak_request_duration_seconds',
    help: 'From the first byte read to the last one handed on.',
    labelNames: ['operation', 'status'],
    buckets: DURATION_BUCKETS,
    registers,
  })
  const refusals = new Counter({
    name: 'firebreak_requests_refused_total',
    help: 'Requests answered with an error, by its code.',
    labelNames: ['code'],
    registers,
  })
  const decisions = new Counter({
    name: 'firebreak_candidates_total',
    help: 'Candidates by surface and what the guard did to them.',
    labelNames: ['surface', 'action'],
    registers,
  })
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
    answered: (operation, status, durationSeconds) =>
      durations.labels(operation, String(status)).observe(durationSeconds),
    refused: (code) => refusals.labels(code).inc(),
    decided(surface, candidates, { demoted, withheld }) {
      decisions.labels(surface, 'allow').inc(candidates - demoted - withheld)
      decisions.labels(surface, 'demote').inc(demoted)
      decisions.labels(surface, 'withhold').inc(withheld)
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
    text: () => registry.metrics(),
    contentType: registry.contentType,
  })
}
