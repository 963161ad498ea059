/**
 * Time to an event that some never reach: what is known of those who were watched in vain counts, and
 * averaging only those who reached it would not let it.
 *
 * @module
 */
import { normalCdf, normalQuantile } from './normal.ts'

/** `isCensored`: watched until `time` and the event had not happened. */
export interface Lifetime {
  readonly time: number
  readonly isCensored: boolean
}

/** From `time` on, until the next step. */
export interface SurvivalStep {
  readonly time: number
  /** Share that is still without the event, 0..1. */
  readonly surviving: number
  /** Of 95 %, for this time alone. */
  readonly low: number
  readonly high: number
  /** Those who were watched up to here without the event. */
  readonly atRisk: number
  readonly events: number
}

/** Products of fractions that come to a half exactly do not always in binary. */
const ROUNDING = 1e-12

/**
 * The product-limit estimate (E. Kaplan, P. Meier, JASA 53, 1958), one step for each time at which an
 * event happened; who is censored at a time was still watched when its events happened. The interval
 * is Greenwood's on the scale log(−log S), which stays within 0..1 (J. Kalbfleisch, R. Prentice,
 * 1980); where nobody is left it is the point 0.
 */
export function survivalCurve(lifetimes: readonly Lifetime[]): SurvivalStep[] {
  const sorted = lifetimes.toSorted((a, b) => a.time - b.time)
  const z = normalQuantile(0.975)
  const steps: SurvivalStep[] = []
  let surviving = 1
  let greenwood = 0
  for (let i = 0; i < sorted.length;) {
    const { time } = sorted[i]
    const atRisk = sorted.length - i
    let events = 0
    for (; i < sorted.length && sorted[i].time === time; i++) if (!sorted[i].isCensored) events++
    if (events === 0) continue
    surviving *= 1 - events / atRisk
    greenwood += events / (atRisk * (atRisk - events))
    const half = (z * Math.sqrt(greenwood)) / Math.log(surviving)
    const [low, high] =
      events === atRisk ? [0, 0] : [surviving ** Math.exp(-half), surviving ** Math.exp(half)]
    steps.push({ time, surviving, low, high, atRisk, events })
  }
  return steps
}

/**
 * The first time at which no more than half are still without the event. Null when that time was
 * not reached.
 */
export function kaplanMeierMedian(lifetimes: readonly Lifetime[]): number | null {
  const step = survivalCurve(lifetimes).find(({ surviving }) => surviving <= 0.5 + ROUNDING)
  return step?.time ?? null
}

export interface LogRank {
  /** Above 0 when the events of `a` come sooner than those of `b`. */
  readonly z: number
  readonly pValue: number
}

/**
 * Whether the events of two arms come at different times (N. Mantel, Cancer Chemother. Rep. 50, 1966),
 * two-sided, by the normal approximation. z is 0 where nothing happened in either.
 */
export function logRank(a: readonly Lifetime[], b: readonly Lifetime[]): LogRank {
  const times = new Set([...a, ...b].filter((one) => !one.isCensored).map(({ time }) => time))
  let excess = 0
  let variance = 0
  for (const time of times) {
    const [atRiskA, eventsA] = at(a, time)
    const [atRiskB, eventsB] = at(b, time)
    const atRisk = atRiskA + atRiskB
    const events = eventsA + eventsB
    excess += eventsA - (events * atRiskA) / atRisk
    if (atRisk > 1) {
      variance +=
        (events * atRiskA * atRiskB * (atRisk - events)) / (atRisk * atRisk * (atRisk - 1))
    }
  }
  const z = variance === 0 ? 0 : excess / Math.sqrt(variance)
  return Object.freeze({ z, pValue: 2 * normalCdf(-Math.abs(z)) })
}

/** How many were still watched at `time`, and how many events happened then. */
function at(lifetimes: readonly Lifetime[], time: number): [atRisk: number, events: number] {
  let atRisk = 0
  let events = 0
  for (const one of lifetimes) {
    if (one.time >= time) atRisk++
    if (one.time === time && !one.isCensored) events++
  }
  return [atRisk, events]
}
