/**
 * From evidence to belief: how far each account counts as having a role in the next round.
 *
 * @module
 */
import { type Assumptions } from './options.ts'
import { type RoleBelief, UNTOUCHED } from './role-belief.ts'

/** Most that growth is helped on, in nats, in the first round; less by `HELP_FADES` each round. */
const MOST_HELP = 8
const HELP_FADES = 0.4
/** After the guided rounds what is left of the help fades by this factor. */
const OFFSET_FADES = 0.4
const LEAST_TARGET = 8
/** A seed keeps at least this part of its weight in either role, whatever the evidence. */
const LEAST_SEED_WEIGHT = 0.3
/** Evidence, in nats, from which a seed's role is taken for settled. */
const ROLE_SETTLED = 3

export interface SeedWeights {
  readonly rows: Uint32Array
  readonly weights: Float32Array
  readonly isSeed: Uint8Array
}

/**
 * Set `belief.weights` from its evidence. In the guided rounds an offset, the same for everybody,
 * brings the network to a size that doubles each round: from few seeds the true members stand first
 * but still below the prior, and a crowd of half-believed ones would drown them.
 */
export function updateBelief(
  belief: RoleBelief,
  other: RoleBelief,
  seeds: SeedWeights,
  round: number,
  assumptions: Assumptions,
): void {
  const { weights, evidence, penalties } = belief
  const logPrior = Math.log(assumptions.priorOdds)
  belief.offset = nextOffset(belief, seeds, round, assumptions)
  const shift = logPrior + belief.offset
  const held = round <= assumptions.guidedRounds ? 0 : 0.5
  for (let i = 0; i < weights.length; i++) {
    if (seeds.isSeed[i] !== 0) continue
    const next = evidence[i] === UNTOUCHED ? 0 : logistic(evidence[i] + penalties[i] + shift)
    weights[i] = held * weights[i] + (1 - held) * next
  }
  for (let k = 0; k < seeds.rows.length; k++) {
    const i = seeds.rows[k]
    const ordinary = logistic(evidence[i] + shift)
    const next = Math.max(ordinary, seeds.weights[k] * seedWeight(evidence[i], other.evidence[i]))
    weights[i] = held * weights[i] + (1 - held) * next
  }
}

/** How far a seed counts in a role: a member it is, but which? Without evidence, half. */
function seedWeight(evidence: number, otherEvidence: number): number {
  const own = Math.max(-ROLE_SETTLED, evidence)
  if (own > ROLE_SETTLED) return 1
  const other = Math.max(-ROLE_SETTLED, otherEvidence)
  const top = Math.max(own, other, 0)
  const share =
    (Math.exp(own - top) + 0.5 * Math.exp(-top)) /
    (Math.exp(own - top) + Math.exp(other - top) + Math.exp(-top))
  return Math.max(LEAST_SEED_WEIGHT, share)
}

function nextOffset(
  { evidence, penalties, offset }: RoleBelief,
  { rows, isSeed }: SeedWeights,
  round: number,
  { priorOdds, guidedRounds, growth }: Assumptions,
): number {
  if (round >= guidedRounds) return offset * OFFSET_FADES
  const target = Math.max(LEAST_TARGET, rows.length) * growth ** round
  const logPrior = Math.log(priorOdds)
  const open: number[] = []
  for (let i = 0; i < evidence.length; i++) {
    if (isSeed[i] === 0 && evidence[i] > UNTOUCHED) open.push(evidence[i] + penalties[i] + logPrior)
  }
  let low = -100
  let high = MOST_HELP * HELP_FADES ** round
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2
    let size = 0
    for (const logOdds of open) size += logistic(logOdds + middle)
    if (size > target) high = middle
    else low = middle
  }
  return (low + high) / 2
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
