/**
 * How sure it is of each account, if the others are in doubt too: the share of divisions, each as
 * likely as it is short, in which the account is of the network.
 *
 * Gibbs sampling, averaged over the chances themselves and not over the draws (A. Gelfand, A. Smith,
 * Sampling-based approaches to calculating marginal densities, JASA 85, 1990). Seeded, so that the same
 * graph gives the same answer. Only accounts that could be drawn either way are.
 *
 * @module
 */
import { createRandom } from '../../util/random.ts'
import { logistic } from '../mixture/belief-update.ts'
import { type Division, moveTo } from './division.ts'
import { accountsAround, closestCommunity, memberLogOdds } from './grow.ts'

const SWEEPS = 20
/** Log odds from which nothing is drawn: it would go otherwise once in 3,000 times. */
const SURE = 8
/** Who is not around the network. */
export const NOT_AROUND = -50

/**
 * Log odds of each account. `division` is drawn from, and left as the last draw was. A few times
 * linear in the follows of the accounts around the network.
 */
export function memberMarginals(division: Division, network: number): Float64Array {
  const random = createRandom(1)
  const logOdds = new Float64Array(division.labels.length).fill(NOT_AROUND)
  const inDoubt: number[] = []
  for (const i of accountsAround(division, network)) {
    logOdds[i] = memberLogOdds(division, i, network)
    if (Math.abs(logOdds[i]) < SURE) inDoubt.push(i)
  }
  const sums = new Float64Array(inDoubt.length)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [k, i] of inDoubt.entries()) {
      const chance = logistic(memberLogOdds(division, i, network))
      sums[k] += chance
      const isMember = division.labels[i] === network
      const becomesMember = random.next() < chance
      if (isMember === becomesMember || (isMember && division.sizes[network] === 1)) continue
      moveTo(division, i, becomesMember ? network : closestCommunity(division, i, network))
    }
  }
  for (const [k, i] of inDoubt.entries()) {
    const share = Math.min(1 - 1e-12, Math.max(1e-12, sums[k] / SWEEPS))
    logOdds[i] = Math.log(share / (1 - share))
  }
  return logOdds
}
