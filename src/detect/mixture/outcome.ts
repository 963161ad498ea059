/**
 * What a run of the mixture led to, and whether it is the seeds' network or a group of innocents run
 * into.
 *
 * @module
 */
import { binomialTail } from '../../statistics/share.ts'
import { softplus } from './evidence.ts'
import { type NetworkRun } from './network-run.ts'
import { UNTOUCHED } from './role-belief.ts'

/**
 * A network is believed only if a group of its size would hold as many seeds by chance less often
 * than this. One seed alone is never enough.
 */
const MOST_CHANCE = 1e-3
/** Seeds that a network must explain, in full or in part, unless there are hardly any… */
const LEAST_CLEARLY = 1.5
/** …and members that it must have besides, else it is a family that a seed is of. */
export const FEWEST_FOUND = 3

/** What one start led to. */
export interface Outcome {
  readonly run: NetworkRun
  readonly odds: Float64Array
  /** Seeds above even odds. */
  readonly explained: Uint32Array
  /** How many seeds that is, those hardly above even odds counted in part. */
  readonly clearly: number
  /** Accounts above even odds. */
  readonly members: number
  /** How much better the network tells seeds from others than chance does, in nats. */
  readonly surprise: number
}

/** Log odds from which a seed counts as clearly explained. */
const CLEAR_ODDS = 5

/** @param rows the seeds that the run started from or left out, all of them. */
export function outcomeOf(run: NetworkRun, rows: Uint32Array, logPriorOdds: number): Outcome {
  return judged(run, combinedLogOdds(run, logPriorOdds), rows)
}

/** The outcome with other odds. */
export function judged(run: NetworkRun, odds: Float64Array, rows: Uint32Array): Outcome {
  const explained = rows.filter((row) => odds[row] > 0)
  const clearly = clearlyExplained(explained, odds)
  const members = odds.reduce((count, logOdds) => count + (logOdds > 0 ? 1 : 0), 0)
  const expected = (rows.length * members) / odds.length
  const surprise = clearly > 0 ? clearly * Math.log(clearly / expected) : 0
  return { run, odds, explained, clearly, members, surprise }
}

/** How many of `rows` are explained, those hardly above even odds counted in part. */
export function clearlyExplained(rows: Uint32Array, odds: Float64Array): number {
  return rows.reduce((sum, row) => sum + Math.max(0, Math.min(1, odds[row] / CLEAR_ODDS)), 0)
}

/**
 * Whether to believe that this is the seeds' network, and not a group of innocents run into: held
 * against a group as large among the accounts that were looked at, which are all close to some seed.
 * Among everybody on a large platform hardly any group would hold two seeds by chance. `heldBy` is
 * the share of accounts that would be in it anyway, for another reason.
 */
export function isCredible(
  {
    explained,
    clearly,
    members,
    odds,
  }: Pick<Outcome, 'explained' | 'clearly' | 'members' | 'odds'>,
  seeds: number,
  heldBy = 0,
): boolean {
  if (clearly < Math.min(LEAST_CLEARLY, seeds / 2)) return false
  if (members < explained.length + FEWEST_FOUND) return false
  if (members === odds.length) return false
  const chance = Math.max(members / odds.length, heldBy)
  return chance < 1 && binomialTail(Math.ceil(clearly), seeds, chance) < MOST_CHANCE
}

/** Either role will do: odds add up. */
function combinedLogOdds({ sources, seekers }: NetworkRun, logPriorOdds: number): Float64Array {
  return sources.evidence.map((evidence, i) => {
    const source = evidence + sources.penalties[i]
    const seeker = seekers.evidence[i] + seekers.penalties[i]
    return eitherRole(source, seeker) + logPriorOdds
  })
}

/** Evidence of having a part, from that of either role. */
export function eitherRole(source: number, seeker: number): number {
  return Math.max(UNTOUCHED, source + softplus(seeker - source))
}
