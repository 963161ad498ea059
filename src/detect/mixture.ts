/**
 * The two-role mixture: which accounts take part in a network of sources and seekers, from whom
 * they follow and who follows them alone.
 *
 * Two roles, kept apart, as the follows of a network do: a seeker is known by following sources, a
 * source by being followed by seekers. Each account is asked whether chance explains its follows
 * or membership does (mixture/evidence.ts), in turns until the network comes to rest
 * (mixture/network-run.ts). What a run leaves of the seeds starts the next one, so that several
 * networks are found one after the other; a run that explains no more of the seeds than any group
 * of its size would is thrown away, since it has run off to innocents: then nobody is claimed. Circles
 * of innocents that a network follows, or that watch it, are left out (mixture/circles.ts).
 *
 * Limits: it sees networks with two roles. Of equals who follow each other it finds those who do so
 * much, since they are both; others are for the block model (block-model.ts). Where half of the follows are
 * missing it claims nine members in ten; where three quarters are, it gives an order and claims
 * nobody. Innocents who follow several sources are seekers to it.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { type Detector, type Seeds } from './detector.ts'
import { isEveryRow, placeIn } from './every-row.ts'
import { admiredLogOdds } from './mixture/admired.ts'
import { logistic } from './mixture/belief-update.ts'
import { withoutCircles } from './mixture/circles.ts'
import { softplus } from './mixture/evidence.ts'
import { tryHotStarts } from './mixture/hot-starts.ts'
import { type LocalFollows, localFollows, wholeFollows } from './mixture/local-follows.ts'
import { type MixtureOptions, resolveAssumptions } from './mixture/options.ts'
import { isCredible, type Outcome } from './mixture/outcome.ts'
import { UNTOUCHED } from './mixture/role-belief.ts'
import { assumptionsOf, explainsEnough, fullPurse, tryStarts } from './mixture/starts.ts'

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
 * Fit networks to the seeds, given as places among the accounts of `local`. Deterministic. What
 * `options` say holds for every start. A run takes about 0.1 s at 60,000 accounts and 1M follows;
 * most maps need two, hopeless ones some 25.
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
  const purse = fullPurse(local)
  while (purse.runs > 0 && purse.visits > 0 && left.length > 0 && left.length >= fewest) {
    const tried = tryStarts(local, left, leftWeights, options, purse)
    rounds += tried.rounds
    const best = withoutCircles(local, tried.best, left, logPriorOdds)
    order ??= best.odds
    if (left === rows && !explainsEnough(best, rows.length)) {
      const hot = tryHotStarts(local, rows, weights, options, best)
      rounds += hot.rounds
      if (hot.odds) order = hot.odds
      orderAlone = hot.odds !== null
    }
    if (best.explained.length === 0) break
    if (isCredible(best, left.length, heldBy(fit.networkOf, rows, best.odds))) {
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

/**
 * Which part of the members found so far, seeds left out, a further network would have as well. Left
 * seeds may be members too, and hide where those hide: then they are in it as often, by chance.
 */
function heldBy(networkOf: Int32Array, seeds: Uint32Array, odds: Float64Array): number {
  const isSeed = new Set(seeds)
  let members = 0
  let touched = 0
  for (let i = 0; i < odds.length; i++) {
    if (networkOf[i] < 0 || isSeed.has(i)) continue
    members++
    if (odds[i] > 0) touched++
  }
  return members === 0 ? 0 : touched / members
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

function checkSeeds(rows: Uint32Array, weights: Float32Array, accounts: number): void {
  if (rows.length !== weights.length) {
    throw new RangeError(`"weights" expected length ${rows.length}, got ${weights.length}`)
  }
  for (const row of rows) {
    if (row >= accounts) throw new RangeError(`"rows" expected below ${accounts}, got ${row}`)
  }
}
