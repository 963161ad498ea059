/**
 * The two-role mixture: which accounts take part in a network of sources and seekers, from whom
 * they follow and who follows them alone.
 *
 * Two roles, kept apart, as the follows of a network do: a seeker is known by following sources, a
 * source by being followed by seekers. Each account is asked whether chance explains its follows
 * or membership does (mixture/evidence.ts), in turns until the network comes to rest
 * (mixture/network-run.ts). What a run leaves of the seeds starts the next one, so that several
 * networks are found one after the other; a run that explains no more of the seeds than any group
 * of its size would is thrown away, since it has run off to innocents: then nobody is claimed.
 *
 * Limits: it sees networks with two roles, not a clique of equals. Where half of the follows are
 * missing it claims nine members in ten, where three quarters are it gives an order and claims nobody. Innocents who follow several sources are seekers to it.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { type Detector, type Seeds } from './detector.ts'
import { isEveryRow, placeIn } from './every-row.ts'
import { admiredLogOdds } from './mixture/admired.ts'
import { logistic } from './mixture/belief-update.ts'
import { closeSeeds } from './mixture/close-seeds.ts'
import { softplus } from './mixture/evidence.ts'
import { type LocalFollows, localFollows, wholeFollows } from './mixture/local-follows.ts'
import { runMixture, type NetworkRun } from './mixture/network-run.ts'
import {
  type Assumptions,
  type MixtureOptions,
  resolveAssumptions,
  scaledTo,
} from './mixture/options.ts'
import { UNTOUCHED } from './mixture/role-belief.ts'

/** Accounts are those of the `LocalFollows` that were fitted, by their places there. */
export interface MixtureFit {
  /** How likely each account is a source, 0..1, if the assumptions hold. */
  readonly sourceWeights: Float64Array
  /** How likely each account is a seeker, 0..1, if the assumptions hold. */
  readonly seekerWeights: Float64Array
  /**
   * Log odds that the account has either role: above 0 it is more likely than not. About
   * `log(priorOdds)` where the follows say nothing. A seed's is by its follows alone, as if it
   * were none.
   */
  readonly logOdds: Float64Array
  /** Log odds that follows say nothing about: score 0. */
  readonly logPriorOdds: number
  /** Which network each account is of, as a place in `networks`, or -1 below log odds 0. */
  readonly networkOf: Int32Array
  readonly networks: readonly FittedNetwork[]
  /** Seeds that no network explains. */
  readonly unexplained: Uint32Array
  /** Whether some network was found and each came to rest. */
  readonly settled: boolean
  /** Rounds of all runs together. */
  readonly rounds: number
}

/** One network that a run found. */
export interface FittedNetwork {
  readonly seeds: Uint32Array
  /** Accounts with log odds above 0. */
  readonly members: number
}

/**
 * A network is believed only if a group of its size would hold as many seeds by chance less often
 * than this. One seed alone is never enough.
 */
const MOST_CHANCE = 1e-3
/** Seeds that a network must explain, in full or in part, unless there are hardly any… */
const LEAST_CLEARLY = 1.5
/** …and members that it must have besides, else it is a family that a seed is of. */
const FEWEST_FOUND = 3

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
 * Where no start leads from all seeds to a network, it is tried from those that share most, so often
 * and this way. What that leads to has to explain the seeds left out as well.
 */
const MOST_RESTARTS = 8
const RESTART: MixtureOptions = { growth: 1, guidedRounds: 6, mostFromOneFollow: 4 }
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
 * Where none of these explains enough, the network is too thin for them: with ten seeds that follow three
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
/** The first two starts are always tried, the others while less than this part is explained. */
const ENOUGH_EXPLAINED = 0.5
const ALWAYS_TRIED = 2
/** A fit takes no more runs than this, so that a map of hopeless seeds ends too… */
const MOST_RUNS = 14
/** …and starts none when it has looked at so many follows, a few seconds' work, and all twice. */
const MOST_VISITED = 6e7

/**
 * Fit networks to the seeds, given as places among the accounts of `local`. Deterministic. What `options` say holds for every start. A run takes
 * about 0.1 s at 60,000 accounts and 1M follows; most maps need two, hopeless ones `MOST_RUNS` and the hot starts.
 *
 * @throws {RangeError} if a seed is no account, seeds and weights differ in number, or an option
 * is not above 0.
 */
export function fitMixture(
  local: LocalFollows,
  { rows, weights }: Seeds,
  options: MixtureOptions = {},
): MixtureFit {
  const { priorOdds } = assumptionsOf(local, {}, options)
  const accounts = local.following.among.rows
  checkSeeds(rows, weights, accounts)
  const logPriorOdds = Math.log(priorOdds)
  const fit = {
    sourceWeights: new Float64Array(accounts),
    seekerWeights: new Float64Array(accounts),
    logOdds: new Float64Array(accounts).fill(logPriorOdds + UNTOUCHED),
    networkOf: new Int32Array(accounts).fill(-1),
  }
  const networks: FittedNetwork[] = []
  const fewest = Math.min(2, rows.length)
  let left = rows
  let leftWeights = weights
  let settled = true
  let rounds = 0
  let order: Float64Array | null = null
  let orderAlone = false
  const visits = MOST_VISITED + 2 * local.following.among.targets.length
  const purse = { runs: MOST_RUNS, visits }
  while (purse.runs > 0 && purse.visits > 0 && left.length > 0 && left.length >= fewest) {
    const tried = tryStarts(local, left, leftWeights, options, purse)
    rounds += tried.rounds
    const { best } = tried
    order ??= best.odds
    const enough = best.clearly >= ENOUGH_EXPLAINED * rows.length && isCredible(best, rows.length)
    if (left === rows && !enough) {
      const hot = tryHotStarts(local, rows, weights, options, best)
      rounds += hot.rounds
      if (hot.odds) order = hot.odds
      orderAlone = hot.odds !== null
    }
    if (best.explained.length === 0) break
    if (isCredible(best, left.length)) {
      take(fit, best, logPriorOdds, networks.length)
      leaveStars(fit, local, networks.length)
      networks.push(Object.freeze({ seeds: best.explained, members: best.members }))
      settled &&= best.run.settled
    }
    leftWeights = leftWeights.filter((_, i) => !(best.odds[left[i]] > 0))
    left = left.filter((row) => !(best.odds[row] > 0))
  }
  // nothing that explains the seeds: the order may still help others, a claim it is not
  if (order && (networks.length === 0 || orderAlone)) {
    for (let i = 0; i < accounts; i++) {
      if (fit.logOdds[i] <= 0) fit.logOdds[i] = belowZero(order[i])
    }
  }
  return Object.freeze({
    ...fit,
    logPriorOdds,
    networks: Object.freeze(networks),
    unexplained: left,
    settled: settled && networks.length > 0,
    rounds,
  })
}

/**
 * log(1 + Bayes factor) of having a part in the seeds' network; among more than 100,000 accounts,
 * less what it takes more to be believed there. 0 where the follows say nothing; above
 * `MIXTURE_MEMBER_SCORE` more likely a member than not, on any platform.
 */
export const mixture: Detector = {
  id: 'mixture',
  title: 'follows sources as seekers do, or is followed by seekers as sources are',

  score(platform, seeds, rows) {
    if (platform.follows.out.targets.length === 0) return null
    const { logOdds, logPriorOdds } = fitOnce(platform, seeds, rows)
    return logOdds.map((odds) =>
      odds - logPriorOdds > UNTOUCHED ? softplus(odds - LOG_USUAL_PRIOR_ODDS) : 0,
    )
  },
}

interface Fitted {
  readonly platform: Platform
  readonly rows: Uint32Array
  readonly fit: MixtureFit
}

const fits = new WeakMap<Seeds, Fitted>()
const localsOf = new WeakMap<Uint32Array, { platform: Platform; local: LocalFollows }>()

/**
 * `fitMixture` to the accounts `rows`, the seeds among them, done once for the same seeds: a map
 * asks for the fit, and so does the detector. A seed that is not among `rows` is left out.
 */
export function fitOnce(platform: Platform, seeds: Seeds, rows: Uint32Array): MixtureFit {
  const known = fits.get(seeds)
  if (known?.platform === platform && known.rows === rows) return known.fit
  const fit = fitMixture(localOf(platform, rows), seedsAmong(seeds, rows))
  fits.set(seeds, { platform, rows, fit })
  return fit
}

function localOf(platform: Platform, rows: Uint32Array): LocalFollows {
  const known = localsOf.get(rows)
  if (known?.platform === platform) return known.local
  const { follows } = platform
  const local = isEveryRow(platform, rows) ? wholeFollows(follows) : localFollows(follows, rows)
  localsOf.set(rows, { platform, local })
  return local
}

/** The seeds by their places among `rows`. */
function seedsAmong(seeds: Seeds, rows: Uint32Array): Seeds {
  const places = [...seeds.rows].map((row) => placeIn(rows, row))
  return {
    rows: Uint32Array.from(places.filter((place) => place >= 0)),
    weights: seeds.weights.filter((_weight, k) => places[k] >= 0),
  }
}

const LOG_USUAL_PRIOR_ODDS = Math.log(resolveAssumptions({}).priorOdds)

/** The score of the detector at even odds. */
export const MIXTURE_MEMBER_SCORE = softplus(-LOG_USUAL_PRIOR_ODDS)

/** What a start assumes about the platform, unless `options` say so. */
function assumptionsOf(
  { accounts }: LocalFollows,
  start: MixtureOptions,
  options: MixtureOptions,
): Assumptions {
  return resolveAssumptions({ ...scaledTo(accounts, resolveAssumptions(start)), ...options })
}

/** What one start led to. */
interface Outcome {
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

function tryStarts(
  local: LocalFollows,
  rows: Uint32Array,
  weights: Float32Array,
  options: MixtureOptions,
  purse: { runs: number; visits: number },
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
  if (best && !isCredible(best, rows.length)) {
    const assumptions = assumptionsOf(local, RESTART, options)
    let isFound = false
    for (const places of closeSeeds(local, rows, MOST_RESTARTS)) {
      if (purse.visits <= 0) break
      const close = places.map((place) => rows[place])
      const run = runMixture(
        local,
        close,
        Float32Array.from(places, (k) => weights[k]),
        assumptions,
      )
      purse.visits -= run.visited
      rounds += run.rounds
      const outcome = outcomeOf(run, rows, logPriorOdds)
      if (!isCredible(outcome, rows.length)) continue
      if (!isFound || outcome.surprise > best.surprise) best = outcome
      isFound = true
    }
  }
  if (!best) throw new RangeError('"STARTS" expected at least one, got none')
  return { best, rounds }
}

/** The odds by the best of the hot starts, or null where `cold` puts the seeds as early. */
function tryHotStarts(
  local: LocalFollows,
  rows: Uint32Array,
  weights: Float32Array,
  options: MixtureOptions,
  cold: Outcome,
): { odds: Float64Array | null; rounds: number } {
  const logPriorOdds = Math.log(assumptionsOf(local, {}, options).priorOdds)
  let odds: Float64Array | null = null
  const { explained, members } = cold
  const isWhole = isCredible(cold, rows.length) && members >= WHOLE_NETWORK * explained.length
  let most = earliness(cold, rows) * (isWhole ? MUCH_EARLIER : 1)
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
/** …and beside it, so much earlier must a hot start put the seeds to order the others. */
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

function outcomeOf(run: NetworkRun, rows: Uint32Array, logPriorOdds: number): Outcome {
  const odds = combinedLogOdds(run, logPriorOdds)
  const explained = rows.filter((row) => odds[row] > 0)
  const clearly = explained.reduce((sum, row) => sum + Math.min(1, odds[row] / CLEAR_ODDS), 0)
  const members = odds.reduce((count, logOdds) => count + (logOdds > 0 ? 1 : 0), 0)
  const expected = (rows.length * members) / odds.length
  const surprise = clearly > 0 ? clearly * Math.log(clearly / expected) : 0
  return { run, odds, explained, clearly, members, surprise }
}

/**
 * Whether to believe that this is the seeds' network, and not a group of innocents run into: held
 * against a group as large among the accounts that were looked at, which are all close to some seed.
 * Among everybody on a large platform hardly any group would hold two seeds by chance.
 */
function isCredible({ explained, clearly, members, odds }: Outcome, seeds: number): boolean {
  if (clearly < Math.min(LEAST_CLEARLY, seeds / 2)) return false
  if (members < explained.length + FEWEST_FOUND) return false
  if (members === odds.length) return false
  return binomialTail(Math.ceil(clearly), seeds, members / odds.length) < MOST_CHANCE
}

/** Either role will do: odds add up. */
function combinedLogOdds({ sources, seekers }: NetworkRun, logPriorOdds: number): Float64Array {
  return sources.evidence.map((evidence, i) => {
    const source = evidence + sources.penalties[i]
    const seeker = seekers.evidence[i] + seekers.penalties[i]
    return Math.max(UNTOUCHED, source + softplus(seeker - source)) + logPriorOdds
  })
}

function take(
  fit: Pick<MixtureFit, 'sourceWeights' | 'seekerWeights' | 'logOdds' | 'networkOf'>,
  { run: { sources, seekers }, odds }: Outcome,
  logPriorOdds: number,
  network: number,
): void {
  for (let i = 0; i < odds.length; i++) {
    if (odds[i] <= fit.logOdds[i]) continue
    fit.logOdds[i] = odds[i]
    fit.sourceWeights[i] = logistic(sources.evidence[i] + sources.penalties[i] + logPriorOdds)
    fit.seekerWeights[i] = logistic(seekers.evidence[i] + seekers.penalties[i] + logPriorOdds)
    if (odds[i] > 0) fit.networkOf[i] = network
  }
}

/** Stars whom the network follows for reasons of its own are no part of it: no surer than that. */
function leaveStars(
  { logOdds, networkOf }: Pick<MixtureFit, 'logOdds' | 'networkOf'>,
  local: LocalFollows,
  network: number,
): void {
  const members = Uint32Array.from(networkOf.keys()).filter((i) => networkOf[i] === network)
  for (const [i, odds] of admiredLogOdds(local, members)) {
    if (logOdds[i] <= -odds) continue
    logOdds[i] = -odds
    if (odds > 0) networkOf[i] = -1
  }
}

/** Keeps the order, and leaves nobody above even odds. */
function belowZero(logOdds: number): number {
  return logOdds > 0 ? -1 / (1 + logOdds) : logOdds - 1
}

/** Chance of `count` or more among `draws` that each succeed with chance `p`. */
function binomialTail(count: number, draws: number, p: number): number {
  let term = (1 - p) ** draws
  let below = 0
  for (let k = 0; k < count; k++) {
    below += term
    term *= ((draws - k) / (k + 1)) * (p / (1 - p))
  }
  return Math.max(0, 1 - below)
}

function checkSeeds(rows: Uint32Array, weights: Float32Array, accounts: number): void {
  if (rows.length !== weights.length) {
    throw new RangeError(`"weights" expected length ${rows.length}, got ${weights.length}`)
  }
  for (const row of rows) {
    if (row >= accounts) throw new RangeError(`"rows" expected below ${accounts}, got ${row}`)
  }
}
