/**
 * How firmly each account of the network hangs on the seeds.
 *
 * A family or a fan club whose members all follow each other is its own best witness: once two of
 * them are in, the rest follow. So ask where an account's evidence comes from: walk back from it to
 * the members that speak for it, from them to those that speak for them, and so on, stopping at a
 * seed or, with probability `STRAY`, nowhere. The chance to end at a seed is high all over a
 * network with seeds in it, and low in a group that hangs on it by a thread.
 *
 * @module
 */
import { type Csr, type Digraph } from '../../graph/csr.ts'
import { LEAST_WEIGHT } from './options.ts'
import { type RoleBelief } from './role-belief.ts'

const STRAY = 0.1
const SWEEPS = 15
/** Accounts below this part of what is usual in the network lose evidence… */
const LEAST_OF_USUAL = 0.3
/** …this many nats for each factor e below it. */
const STEEPNESS = 8

/** Who speaks for each believed account of one role: rows of a small matrix. */
interface Witnesses {
  readonly rows: readonly number[]
  readonly starts: Uint32Array
  /** Believed accounts of the other role. */
  readonly partners: Uint32Array
  /** How much of the account's word each partner is; a row sums to 1, or to 0 if it is empty. */
  readonly shares: Float64Array
}

/**
 * Set `penalties` of both roles. Linear in the follows of believed members, and `SWEEPS` times in
 * those that they have with each other.
 */
export function penaliseStrays(
  { out, in: back }: Digraph,
  seekers: RoleBelief,
  sources: RoleBelief,
  isSeed: Uint8Array,
): void {
  const seekerHangs = Float64Array.from(isSeed)
  const sourceHangs = Float64Array.from(isSeed)
  const ofSeekers = witnessesOf(out, seekers.weights, sources.weights)
  const ofSources = witnessesOf(back, sources.weights, seekers.weights)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    hang(ofSeekers, seekerHangs, sourceHangs, isSeed)
    hang(ofSources, sourceHangs, seekerHangs, isSeed)
  }
  penalise(seekers, ofSeekers.rows, seekerHangs, isSeed)
  penalise(sources, ofSources.rows, sourceHangs, isSeed)
}

function witnessesOf(
  { starts, targets }: Csr,
  weights: Float64Array,
  partnerWeights: Float64Array,
): Witnesses {
  const rows: number[] = []
  let most = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] < LEAST_WEIGHT) continue
    rows.push(i)
    most += starts[i + 1] - starts[i]
  }
  const rowStarts = new Uint32Array(rows.length + 1)
  const partners = new Uint32Array(most)
  const shares = new Float64Array(most)
  let place = 0
  for (const [k, i] of rows.entries()) {
    const first = place
    let total = 0
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const weight = partnerWeights[targets[e]]
      if (weight < LEAST_WEIGHT) continue
      partners[place] = targets[e]
      shares[place++] = weight
      total += weight
    }
    for (let e = first; e < place; e++) shares[e] /= total
    rowStarts[k + 1] = place
  }
  return { rows, starts: rowStarts, partners, shares }
}

/** One sweep: each account hangs as its witnesses hang, less what strays. Seeds hang fast. */
function hang(
  { rows, starts, partners, shares }: Witnesses,
  hangs: Float64Array,
  partnerHangs: Float64Array,
  isSeed: Uint8Array,
): void {
  for (let k = 0; k < rows.length; k++) {
    if (isSeed[rows[k]] !== 0) continue
    let sum = 0
    for (let e = starts[k], end = starts[k + 1]; e < end; e++) {
      sum += shares[e] * partnerHangs[partners[e]]
    }
    hangs[rows[k]] = (1 - STRAY) * sum
  }
}

function penalise(
  { weights, penalties }: RoleBelief,
  rows: readonly number[],
  hangs: Float64Array,
  isSeed: Uint8Array,
): void {
  penalties.fill(0)
  // what is usual, as the well-hung see it: a large stray group must not set the measure
  let sum = 0
  let total = 0
  for (const i of rows) {
    if (isSeed[i] !== 0) continue
    sum += weights[i] * hangs[i] * hangs[i]
    total += weights[i] * hangs[i]
  }
  if (total === 0) return
  const least = (LEAST_OF_USUAL * sum) / total
  for (const i of rows) {
    if (isSeed[i] !== 0 || hangs[i] >= least) continue
    penalties[i] = STEEPNESS * Math.log((hangs[i] + 1e-6) / (least + 1e-6))
  }
}
