/**
 * Blends weighed by how early each detector finds held-out seeds: from two seeds on.
 *
 * @module
 */
import { type Blend, evidenceOf, longestTail, type Readings } from './blend.ts'
import { beforeEach, foundEarly, type Trial } from './trial.ts'

/**
 * Weights go with this power of the quality next to the best: half as good counts a sixteenth.
 * Over some sixty made-up worlds 4 was best or near best with any number of seeds.
 */
const SHARPNESS = 4

/**
 * Weigh each detector by `foundEarly`. A claim that is borne out goes further, since places cannot
 * say where a network ends and a claim does: if claims hold a share r of the held-out seeds and c
 * of all accounts, being claimed is worth the log of its likelihood ratio inside over outside,
 * ln(r / c) − ln((1 − r) / (1 − c)), and the detector's own order takes r of the weight.
 * Without trials (a single seed) all detectors count the same, and no claim is borne out.
 */
export function weighBlend(trials: readonly Trial[], readings: Readings): Blend {
  const { accounts, places, claims } = readings
  const width = places.length
  const qualities = Float64Array.from(places, (_column, k) => qualityOf(trials, k))
  const best = qualities.reduce((most, quality) => Math.max(most, quality), 0)
  const weights = qualities.map((quality) => (best === 0 ? 1 : (quality / best) ** SHARPNESS))
  scaleTo(weights, 1)

  const claimWeights = new Float64Array(width)
  for (const [k, claim] of claims.entries()) {
    const recall = claimRecall(trials, k)
    if (!claim || recall === null) continue
    let claimed = 0
    for (const one of claim) claimed += one
    // both shares are smoothed by one account for and one against
    const share = (claimed + 1) / (accounts + 2)
    const gain = Math.log(recall / share) - Math.log((1 - recall) / (1 - share))
    if (gain <= 0) continue
    claimWeights[k] = gain / longestTail(accounts)
    for (let j = 0; j < width; j++) weights[j] *= 1 - recall
    weights[k] += recall
  }
  return Object.freeze({
    scale: 'tail',
    weights,
    claimWeights,
    shapeWeights: new Float64Array(0),
  })
}

/** Share of held-out seeds that detector `k` places among the first hundredth; null without any. */
export function foundAmongFirst(trials: readonly Trial[], k: number): number | null {
  const before = beforeAll(trials, k)
  const [trial] = trials
  if (!trial || before.length === 0) return null
  const first = trial.readings.accounts / 100
  return before.filter((count) => count < first).length / before.length
}

/** How early detector `k` finds held-out seeds; 0 without any. */
function qualityOf(trials: readonly Trial[], k: number): number {
  return foundEarly(beforeAll(trials, k))
}

/** For each held-out seed of all trials, how many accounts detector `k` places before it. */
function beforeAll(trials: readonly Trial[], k: number): number[] {
  return trials.flatMap((trial) => [
    ...beforeEach(trial, evidenceOf(trial.readings.places[k], 'place')),
  ])
}

/** The smoothed share of held-out seeds that detector `k` claims, or null when it claims none. */
function claimRecall(trials: readonly Trial[], k: number): number | null {
  let found = 0
  let held = 0
  for (const trial of trials) {
    const claim = trial.readings.claims[k]
    if (!claim) return null
    held += trial.held.length
    for (const row of trial.held) found += claim[row]
  }
  return found === 0 ? null : (found + 1) / (held + 2)
}

function scaleTo(weights: Float64Array, total: number): void {
  const sum = weights.reduce((running, weight) => running + weight, 0)
  for (let k = 0; k < weights.length; k++) weights[k] *= total / sum
}
