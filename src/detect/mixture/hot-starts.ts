/**
 * An order of the accounts where no network can be claimed: the network is too thin for the usual
 * starts.
 *
 * @module
 */
import { type LocalFollows } from './local-follows.ts'
import { runMixture } from './network-run.ts'
import { type MixtureOptions } from './options.ts'
import { FEWEST_FOUND, isCredible, type Outcome, outcomeOf } from './outcome.ts'
import { assumptionsOf, MOST_VISITED } from './starts.ts'

/**
 * Where none of the usual starts explains enough, the network is too thin for them: with ten seeds that follow three
 * sources each besides a hundred others, or a quarter of the follows known, nothing stands out until much
 * is half believed. These starts believe quickly, grow slowly and let no follow say much. They also take
 * in groups around a few seeds, so they only order accounts for people to look at: nobody is claimed.
 */
const HOT: MixtureOptions = {
  priorOdds: 0.1,
  mostFromOneFollow: 2,
  pseudoFollows: 0.5,
  guidedRounds: 15,
  growth: 1.25,
  leastOfTypicalShare: 0.05,
  mostRounds: 30,
}
const HOT_STARTS: readonly MixtureOptions[] = [
  HOT,
  { ...HOT, priorOdds: 0.03, mostFromOneFollow: 3, guidedRounds: 10, growth: 1.4 },
  { ...HOT, priorOdds: 0.03, mostFromOneFollow: 3 },
]

/** The odds by the best of the hot starts, or null where `cold` puts the seeds as early. */
export function tryHotStarts(
  local: LocalFollows,
  rows: Uint32Array,
  weights: Float32Array,
  options: MixtureOptions,
  cold: Outcome,
): { odds: Float64Array | null; rounds: number } {
  const logPriorOdds = Math.log(assumptionsOf(local, {}, options).priorOdds)
  let odds: Float64Array | null = null
  const { explained, members } = cold
  const isWhole =
    isCredible(cold, rows.length) &&
    members >= WHOLE_NETWORK * explained.length &&
    explained.length >= WHOLE_SHARE * rows.length
  let most = earliness(cold, rows) * (isWhole ? MUCH_EARLIER : 1 / MUCH_EARLIER)
  let rounds = 0
  let visited = 0
  for (const start of HOT_STARTS) {
    if (visited > MOST_VISITED) break
    const run = runMixture(local, rows, weights, assumptionsOf(local, start, options))
    rounds += run.rounds
    visited += run.visited
    const outcome = outcomeOf(run, rows, logPriorOdds)
    const early = earliness(outcome, rows)
    if (early <= most) continue
    odds = outcome.odds
    most = early
  }
  return { odds, rounds }
}

/** A network that is claimed with so many members for each of its seeds is no mere corner of one… */
const WHOLE_NETWORK = 10
/** …if it has this part of the seeds… */
const WHOLE_SHARE = 0.25
/**
 * …and beside it, so much earlier must a hot start put the seeds to order the others. Beside a corner,
 * which has put its own few seeds first, it may be so much later.
 */
const MUCH_EARLIER = 1.2
/** Members thought of for each seed: their order among themselves says nothing. */
const MEMBERS_PER_SEED = 30

/**
 * How much earlier all seeds stand than by chance, in nats: −ln of a place, less the one nat that it is
 * on average. A group grown around three seeds has those three first; the network of all ten has all
 * ten before most others.
 */
function earliness({ odds, explained, members }: Outcome, rows: Uint32Array): number {
  // seeds that speak for each other and find nobody
  if (members < explained.length + FEWEST_FOUND) return 0
  const accounts = odds.length
  const rising = odds.toSorted()
  const first = Math.min(accounts, MEMBERS_PER_SEED * rows.length)
  let nats = 0
  for (const row of rows) {
    const place = accounts - countUpTo(rising, odds[row])
    const untouched = odds[row] <= rising[0]
    nats += untouched ? 0 : Math.max(0, Math.log(accounts / Math.max(first, place)) - 1)
  }
  return nats
}

/** How many of `rising` are no larger than `value`. */
function countUpTo(rising: Float64Array, value: number): number {
  let low = 0
  let high = rising.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rising[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
