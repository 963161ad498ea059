/**
 * From the seeds to the best network that any of several starts leads to.
 *
 * @module
 */
import { closeSeeds } from './close-seeds.ts'
import { type LocalFollows } from './local-follows.ts'
import { runMixture } from './network-run.ts'
import { type Assumptions, type MixtureOptions, resolveAssumptions, scaledTo } from './options.ts'
import { isCredible, type Outcome, outcomeOf } from './outcome.ts'

/**
 * Where a run ends depends on how it starts, and no start is best for all networks: one that is
 * slow to believe stalls where sources have many admirers, one that is quick runs into fan clubs
 * whose idols the members follow too. So several are tried, and the seeds say which was right.
 */
const STARTS: readonly MixtureOptions[] = [
  {},
  { leastOfTypicalShare: 0.4 },
  { growth: 1, guidedRounds: 6 },
  { mostFromOneFollow: 4 },
  { growth: 1, guidedRounds: 6, mostFromOneFollow: 4 },
  { priorOdds: 0.0005 },
  { priorOdds: 0.0005, mostFromOneFollow: 4 },
]
/**
 * And of a network that is a good part of a small platform: there, most of what members follow is
 * their own, so that chance seems to explain it, and belief at the usual odds dies out. On a large
 * platform the same starts would take a few seeds that are left over for a network.
 */
const STARTS_IN_A_CROWD: readonly MixtureOptions[] = [
  { priorOdds: 0.02, guidedRounds: 7 },
  { priorOdds: 0.1, guidedRounds: 7, pseudoFollows: 1 },
]
const MOST_ACCOUNTS_OF_A_CROWD = 10_000
/**
 * Where no start leads from all seeds to a network, it is tried from those that share most, so often
 * and this way. What that leads to has to explain the seeds left out as well.
 */
const MOST_RESTARTS = 8
const RESTART: MixtureOptions = { growth: 1, guidedRounds: 6, mostFromOneFollow: 4 }
/** The first two starts are always tried, the others while less than this part is explained. */
const ENOUGH_EXPLAINED = 0.5
const ALWAYS_TRIED = 2
/** A fit takes no more runs than this, so that a map of hopeless seeds ends too… */
const MOST_RUNS = 14
/** …and starts none when it has looked at so many follows, a few seconds' work, and all twice. */
export const MOST_VISITED = 6e7

/** What a start assumes about the platform, unless `options` say so. */
export function assumptionsOf(
  { accounts }: LocalFollows,
  start: MixtureOptions,
  options: MixtureOptions,
): Assumptions {
  return resolveAssumptions({ ...scaledTo(accounts, resolveAssumptions(start)), ...options })
}

/** What a fit may still spend: runs, and follows that are looked at. Spent in place. */
interface Purse {
  runs: number
  visits: number
}

/** Before anything is spent. */
export function fullPurse({ following }: LocalFollows): Purse {
  return { runs: MOST_RUNS, visits: MOST_VISITED + 2 * following.among.targets.length }
}

/** Whether no further start is needed: a network that is believed, of most of the `seeds` seeds. */
export function explainsEnough(outcome: Outcome, seeds: number): boolean {
  return outcome.clearly >= ENOUGH_EXPLAINED * seeds && isCredible(outcome, seeds)
}

/** The best network from all of the seeds, else from some. A start is not tried where those before it explain enough. */
export function tryStarts(
  local: LocalFollows,
  rows: Uint32Array,
  weights: Float32Array,
  options: MixtureOptions,
  purse: Purse,
): { best: Outcome; rounds: number } {
  const logPriorOdds = Math.log(assumptionsOf(local, {}, options).priorOdds)
  let best: Outcome | null = null
  let rounds = 0
  const crowd = local.accounts <= MOST_ACCOUNTS_OF_A_CROWD ? STARTS_IN_A_CROWD : []
  for (const [place, start] of [...STARTS, ...crowd].slice(0, purse.runs).entries()) {
    if (place >= ALWAYS_TRIED) {
      if (purse.visits <= 0) break
      if (best && best.clearly >= ENOUGH_EXPLAINED * rows.length) break
    }
    const run = runMixture(local, rows, weights, assumptionsOf(local, start, options))
    purse.runs--
    purse.visits -= run.visited
    rounds += run.rounds
    const outcome = outcomeOf(run, rows, logPriorOdds)
    if (!best || outcome.surprise > best.surprise) best = outcome
  }
  if (!best) throw new RangeError('"STARTS" expected at least one, got none')
  if (isCredible(best, rows.length)) return { best, rounds }
  const again = tryCloseSeeds(local, rows, weights, options, purse)
  return { best: again.best ?? best, rounds: rounds + again.rounds }
}

/** The best network from seeds that share much, or null where none explains those left out as well. */
function tryCloseSeeds(
  local: LocalFollows,
  rows: Uint32Array,
  weights: Float32Array,
  options: MixtureOptions,
  purse: Purse,
): { best: Outcome | null; rounds: number } {
  const logPriorOdds = Math.log(assumptionsOf(local, {}, options).priorOdds)
  const assumptions = assumptionsOf(local, RESTART, options)
  let best: Outcome | null = null
  let rounds = 0
  for (const places of closeSeeds(local, rows, MOST_RESTARTS)) {
    if (purse.visits <= 0) break
    const close = places.map((place) => rows[place])
    const closeWeights = Float32Array.from(places, (k) => weights[k])
    const run = runMixture(local, close, closeWeights, assumptions)
    purse.visits -= run.visited
    rounds += run.rounds
    const outcome = outcomeOf(run, rows, logPriorOdds)
    if (!isCredible(outcome, rows.length)) continue
    if (!best || outcome.surprise > best.surprise) best = outcome
  }
  return { best, rounds }
}
