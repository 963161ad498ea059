/**
 * The Bayes factor of every account for one role, given what is believed of the other role.
 *
 * Written for seekers; for sources read it with follows turned round. Against chance, under which
 * each follow of account i goes to account j as often as strangers go there, stands membership: a
 * share p of i's follows is spent on sources, on each as often as members do.
 *
 *     factor(i) = mean over p of  (1-p)^(d - x) · Π over followed sources j of (1 - p + p · ρ(i, j))
 *     ρ(i, j)   = w(j) · [members' follows to j ÷ all members' follows to sources]
 *                      ÷ [strangers' follows to j ÷ all follows]
 *
 * These keep an account from being its own witness, and a bystander from being taken in: what i
 * itself did is left out of w(j) and of members' follows (the cavity of belief propagation); one
 * follow can say only so much, and so can a crowd of followers; sources must be more than favoured
 * by members; and strangers are what chance.ts learned of them.
 * A mixture on degree-corrected blocks: Karrer and Newman, Stochastic blockmodels and community
 * structure in networks, 2011; the two roles are hubs and authorities, Kleinberg 1999.
 *
 * @module
 */
import { type Csr } from '../../graph/csr.ts'
import { CLASS_COUNT, degreeClass, learnChance } from './chance.ts'
import { type Direction, type LocalFollows, type Outsiders } from './local-follows.ts'
import { LEAST_WEIGHT, type Assumptions } from './options.ts'
import { type RoleBelief, UNTOUCHED } from './role-belief.ts'
import {
  fillLogPrior,
  firstShareFrom,
  LOG_REST,
  SHARE_COUNT,
  SHARE_ODDS,
  SHARES,
} from './shares.ts'

/** One direction of the follows, with room to work in. */
export interface Side {
  /** How many accounts there are that beliefs are held about. */
  readonly accounts: number
  /** How many follows the whole platform has. */
  readonly follows: number
  /** The follows among them by the account at the other end: who may be judged by it. */
  readonly columns: Csr
  /** How many follows the account at the other end has, with anybody. */
  readonly columnDegrees: Uint32Array
  readonly chance: 'line' | 'steps'
  /** How many follows each account that is judged has, with anybody. */
  readonly degrees: Uint32Array
  readonly classes: Uint8Array
  readonly outsiders: Outsiders
  readonly isSeed: Uint8Array
  /** Sum of the weights of the members met. */
  readonly meetings: Float64Array
  /** Place of an account in `products`, or -1. */
  readonly slots: Int32Array
  readonly touched: Uint32Array
  /** Products of likelihood ratios, `SHARE_COUNT` for each touched account. */
  products: Float64Array
  /** Logs of what was moved out of the products before they ran over. */
  carried: Float64Array
  chanceFactors: Float64Array
}

/** The side on which accounts are judged by their follows in the direction `judged`. */
export function createSide(
  { follows }: Pick<LocalFollows, 'follows'>,
  { degrees, outsiders }: Direction,
  { among: columns, degrees: columnDegrees }: Direction,
  chance: 'line' | 'steps',
  isSeed: Uint8Array,
): Side {
  const accounts = degrees.length
  return {
    accounts,
    follows,
    columns,
    columnDegrees,
    chance,
    degrees,
    classes: Uint8Array.from(degrees, degreeClass),
    outsiders,
    isSeed,
    meetings: new Float64Array(accounts),
    slots: new Int32Array(accounts).fill(-1),
    touched: new Uint32Array(accounts),
    products: new Float64Array(0),
    carried: new Float64Array(0),
    chanceFactors: new Float64Array(CLASS_COUNT).fill(1),
  }
}

const CARRY_ABOVE = 1e150
/**
 * Members beyond this many are no further witnesses: those who follow one account are not independent, as
 * a star shows whom a whole network follows for reasons of its own.
 */
export const MOST_WITNESSES = 50
/** A seeker's share of follows that go to sources is at least this part of what is typical. */
const LEAST_OF_TYPICAL = 0.15

/**
 * Weigh every account for the role `judged`, whose partners are believed to be `partners`.
 * Writes `judged.evidence`, `judged.shares`, `judged.learnedShares`, `judged.typicalShare` and
 * `partners.ratios`. Linear in the accounts and in the follows of the partners, whose number it
 * returns.
 */
export function weighEvidence(
  side: Side,
  judged: RoleBelief,
  partners: RoleBelief,
  { priorOdds, mostFromOneFollow, pseudoFollows, leastOfTypicalShare }: Assumptions,
): number {
  const { accounts, follows, columns, columnDegrees, degrees, classes, isSeed } = side
  const { meetings, slots, touched } = side
  const own = judged.weights
  const { weights, ratios } = partners

  // pass 1: who meets partners at all, and how members' follows are spread over them
  meetings.fill(0)
  slots.fill(-1)
  ratios.fill(0)
  let touchedCount = 0
  let visited = 0
  let memberFollows = 0
  let rate = 0
  const outsideMeetings = new Float64Array(CLASS_COUNT)
  for (let j = 0; j < accounts; j++) {
    if (weights[j] < LEAST_WEIGHT) continue
    let fromMembers = 0
    visited += columns.starts[j + 1] - columns.starts[j]
    for (let e = columns.starts[j], end = columns.starts[j + 1]; e < end; e++) {
      const i = columns.targets[e]
      if (own[i] >= LEAST_WEIGHT) fromMembers += own[i]
      meetings[i] += weights[j]
      if (slots[i] >= 0) continue
      slots[i] = touchedCount
      touched[touchedCount++] = i
    }
    ratios[j] = fromMembers // until the total is known
    memberFollows += weights[j] * (fromMembers + pseudoFollows)
    const strangers = Math.max(0, columnDegrees[j] - fromMembers)
    rate += (weights[j] * strangers) / follows
    addMeetings(outsideMeetings, side.outsiders.met, j, weights[j])
  }
  side.chanceFactors = learnChance(
    side.chance,
    {
      degrees,
      classes,
      meetings,
      weights: own,
      rate,
      outsiders: { ...side.outsiders, meetings: outsideMeetings },
    },
    side.chanceFactors,
  )

  // pass 2: the likelihood ratio of each meeting, for each share
  makeRoom(side, touchedCount)
  const { products, carried, chanceFactors } = side
  const most = Math.exp(mostFromOneFollow)
  for (let j = 0; j < accounts; j++) {
    if (weights[j] < LEAST_WEIGHT) continue
    const first = columns.starts[j]
    const end = columns.starts[j + 1]
    const fromMembers = ratios[j]
    const fromStrangers = Math.max(0, columnDegrees[j] - fromMembers) + pseudoFollows
    const lift = follows / (memberFollows * fromStrangers)
    const odds =
      priorOdds * Math.exp(partners.evidence[j] + partners.penalties[j] + partners.offset)
    const shareOdds = partners.shares[j] / (1 - partners.shares[j])
    for (let e = first; e < end; e++) {
      const i = columns.targets[e]
      let weight = weights[j]
      let others = fromMembers
      if (own[i] >= LEAST_WEIGHT) {
        others -= own[i]
        // the odds of j without what i said for it
        const said = Math.min(most, 1 + shareOdds * judged.ratios[i])
        if (isSeed[j] === 0) weight = Math.min(weight, odds / (odds + said))
      }
      const ratio = (weight * (others + pseudoFollows) * lift) / chanceFactors[classes[i]]
      const base = slots[i] * SHARE_COUNT
      for (let g = 0; g < SHARE_COUNT; g++) {
        products[base + g] *= Math.min(most, 1 + SHARE_ODDS[g] * ratio)
      }
      // the last share has the largest product
      if (products[base + SHARE_COUNT - 1] > CARRY_ABOVE) carry(products, carried, base)
    }
    ratios[j] = weights[j] * (fromMembers + pseudoFollows) * lift
  }
  const least = side.chance === 'steps' ? leastOfTypicalShare : LEAST_OF_TYPICAL
  judgeTouched(side, judged, touchedCount, least)
  return visited
}

/** What outsiders, by class, have to do with account j, times its weight. */
function addMeetings(meetings: Float64Array, met: Csr, j: number, weight: number): void {
  for (let e = met.starts[j], end = met.starts[j + 1]; e < end; e++) {
    meetings[met.targets[e]] += weight * met.weights![e]
  }
}

/** Pass 3: from products to evidence. */
function judgeTouched(
  side: Side,
  judged: RoleBelief,
  touchedCount: number,
  leastOfTypical: number,
): void {
  const { degrees, meetings, touched, products, carried, chance } = side
  const { weights, evidence, shares, learnedShares } = judged

  let met = 0
  let possible = 0
  for (let slot = 0; slot < touchedCount; slot++) {
    const i = touched[slot]
    if (weights[i] < LEAST_WEIGHT) continue
    met += weights[i] * meetings[i]
    possible += weights[i] * degrees[i]
  }
  judged.typicalShare = possible > 0 ? met / possible : 0.1

  const first = firstShareFrom(leastOfTypical * judged.typicalShare)
  const logPrior = new Float64Array(SHARE_COUNT)
  fillLogPrior(logPrior, learnedShares, first)
  const logs = new Float64Array(SHARE_COUNT)
  const learned = new Float64Array(SHARE_COUNT)
  evidence.fill(UNTOUCHED)
  shares.fill(0)
  for (let slot = 0; slot < touchedCount; slot++) {
    const i = touched[slot]
    const temper = chance === 'steps' ? Math.min(1, MOST_WITNESSES / meetings[i]) : 1
    let top = -Infinity
    let topFavoured = -Infinity
    for (let g = 0; g < SHARE_COUNT; g++) {
      const place = slot * SHARE_COUNT + g
      logs[g] = temper * (carried[place] + Math.log(products[place]) + degrees[i] * LOG_REST[g])
      if (g >= first) top = Math.max(top, logs[g] + logPrior[g])
      else topFavoured = Math.max(topFavoured, logs[g])
    }
    let sum = 0
    let mean = 0
    for (let g = first; g < SHARE_COUNT; g++) {
      const part = Math.exp(logs[g] + logPrior[g] - top)
      sum += part
      mean += part * SHARES[g]
    }
    evidence[i] = top + Math.log(sum)
    shares[i] = mean / sum
    // favoured by many members, yet by a small share of all: a place that they hide behind
    if (chance === 'steps') evidence[i] -= softplus(topFavoured)
    if (weights[i] >= LEAST_WEIGHT) addPosterior(learned, logs, weights[i])
  }
  let total = 0
  for (let g = 0; g < SHARE_COUNT; g++) total += learned[g] += 0.1
  for (let g = 0; g < SHARE_COUNT; g++) learnedShares[g] = learned[g] / total
}

/** Adds, to each share, how likely it is the account's, times `weight`. */
function addPosterior(learned: Float64Array, logs: Float64Array, weight: number): void {
  let top = -Infinity
  for (let g = 0; g < SHARE_COUNT; g++) top = Math.max(top, logs[g])
  let sum = 0
  for (let g = 0; g < SHARE_COUNT; g++) sum += Math.exp(logs[g] - top)
  for (let g = 0; g < SHARE_COUNT; g++) learned[g] += (weight * Math.exp(logs[g] - top)) / sum
}

/** log(1 + e^x), without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))
}

function carry(products: Float64Array, carried: Float64Array, base: number): void {
  for (let g = base; g < base + SHARE_COUNT; g++) {
    carried[g] += Math.log(products[g])
    products[g] = 1
  }
}

function makeRoom(side: Side, touchedCount: number): void {
  const needed = touchedCount * SHARE_COUNT
  if (side.products.length < needed) {
    side.products = new Float64Array(needed + (needed >> 1))
    side.carried = new Float64Array(needed + (needed >> 1))
  }
  side.products.fill(1, 0, needed)
  side.carried.fill(0, 0, needed)
}
