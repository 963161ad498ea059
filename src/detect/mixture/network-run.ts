/**
 * One run of the mixture: from some seeds to the one network that explains them.
 *
 * Beliefs in seekers and in sources are updated in turn until the network neither grows nor shrinks.
 *
 * @module
 */
import { penaliseStrays } from './anchoring.ts'
import { type SeedWeights, updateBelief } from './belief-update.ts'
import { createSide, weighEvidence } from './evidence.ts'
import { type LocalFollows } from './local-follows.ts'
import { LEAST_WEIGHT, type Assumptions } from './options.ts'
import { createRoleBelief, type RoleBelief } from './role-belief.ts'

export interface NetworkRun {
  readonly sources: RoleBelief
  readonly seekers: RoleBelief
  readonly isSeed: Uint8Array
  readonly assumptions: Assumptions
  /** Whether the size of the network came to rest before the rounds ran out. */
  readonly settled: boolean
  readonly rounds: number
  /** Follows of believed members looked at, all rounds together: what the run cost. */
  readonly visited: number
}

/** Weight of a seed in both roles before anything is known. */
const FIRST_WEIGHT = 0.7
/** The network has come to rest when its size changes by less than this part. */
const REST = 0.005
/** …and less than this many nats of guidance are left. */
const LEAST_GUIDANCE = 0.2

/**
 * `rows` are places among the accounts of `local`. Time: about twelve rounds, fewer when the network
 * dies out, each linear in these accounts and the follows of believed members among them.
 */
export function runMixture(
  local: LocalFollows,
  rows: Uint32Array,
  seedWeights: Float32Array,
  assumptions: Assumptions,
): NetworkRun {
  const { following, followed } = local
  const accounts = following.among.rows
  const isSeed = new Uint8Array(accounts)
  const sources = createRoleBelief(accounts)
  const seekers = createRoleBelief(accounts)
  for (let k = 0; k < rows.length; k++) {
    isSeed[rows[k]] = 1
    sources.weights[rows[k]] = seekers.weights[rows[k]] = FIRST_WEIGHT * seedWeights[k]
  }
  const seeds: SeedWeights = { rows, weights: seedWeights, isSeed }
  const bySources = createSide(local, following, followed, 'line', isSeed)
  const bySeekers = createSide(local, followed, following, 'steps', isSeed)
  const among = { out: following.among, in: followed.among }

  const begun = { sources, seekers, isSeed, assumptions }
  let sizeBefore = 0
  let visited = 0
  for (let round = 0; round < assumptions.mostRounds; round++) {
    visited += weighEvidence(bySources, seekers, sources, assumptions)
    updateBelief(seekers, sources, seeds, round, assumptions)
    visited += weighEvidence(bySeekers, sources, seekers, assumptions)
    updateBelief(sources, seekers, seeds, round, assumptions)
    if (round > 0) penaliseStrays(among, seekers, sources, isSeed)

    const size = sizeOf(seekers) + sizeOf(sources)
    // nobody is believed any more, and nobody will be
    if (size === 0) return { ...begun, settled: false, rounds: round + 1, visited }
    const guidance = Math.abs(seekers.offset) + Math.abs(sources.offset)
    const atRest = Math.abs(size - sizeBefore) < REST * size && guidance < LEAST_GUIDANCE
    if (round > assumptions.guidedRounds + 2 && atRest) {
      return { ...begun, settled: true, rounds: round + 1, visited }
    }
    sizeBefore = size
  }
  return { ...begun, settled: false, rounds: assumptions.mostRounds, visited }
}

/**
 * What the follows say of seekers at the end of a run where `barred` are no sources. One round's work.
 */
export function seekersWithout(
  local: LocalFollows,
  { sources, seekers, isSeed, assumptions }: NetworkRun,
  barred: ReadonlySet<number>,
): Float64Array {
  const side = createSide(local, local.following, local.followed, 'line', isSeed)
  const judged = {
    ...seekers,
    evidence: seekers.evidence.slice(),
    shares: seekers.shares.slice(),
    learnedShares: seekers.learnedShares.slice(),
  }
  const partners = {
    ...sources,
    weights: sources.weights.map((weight, i) => (barred.has(i) ? 0 : weight)),
    ratios: sources.ratios.slice(),
  }
  weighEvidence(side, judged, partners, assumptions)
  return judged.evidence
}

function sizeOf({ weights }: RoleBelief): number {
  let size = 0
  for (let i = 0; i < weights.length; i++) if (weights[i] >= LEAST_WEIGHT) size += weights[i]
  return size
}
