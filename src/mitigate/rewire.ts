/**
 * Which places of recommendation lists to give to somebody else, so that people who click on and on
 * come by less harm.
 *
 * Exposure and the greedy choice are GAMINE's (Coupette, Neumann, Gionis, KDD 2023, arXiv 2306.07930). With
 * harm c, stopping probability α, M = (1 − α)·P and F = (I − M)⁻¹, a person who starts at node i
 * comes by f_i = (F·c)_i, all together by 1ᵀf, and κ = 1ᵀF says how often each node is come by. Giving
 * the place of j after i, clicked on with m = M_ij, to k takes from the total
 *
 *     m · κ_i · (f_j − f_k) / (1 + m · (F_ji − F_ki))
 *
 * (J. Sherman, W. Morrison, 1950). GAMINE judges by the numerator alone. Here it only says which few
 * nodes could be best; of those, the column F·e_i is computed and the whole fraction judged. The
 * column then serves to bring f up to date too, and one sum over walks from j and k brings κ.
 *
 * With a bound on relevance, a place goes only to somebody that was offered there, and the nDCG of the list stays at
 * or above the bound; without, to anybody. Each rewiring costs O(order · places) for the scan and one
 * solution for each node of the shortlist and one more, each 10 to 40 sweeps of O(order · places).
 *
 * @module
 */
import { discount, type RecommendationLists, relevanceOf } from './recommendation-lists.ts'
import { collected, visited } from './walks.ts'

export interface RewireOptions {
  /** Harm of each node, 0 or more. */
  readonly harm: Float64Array
  readonly rewirings: number
  /** Probability that a person stops at a node; GAMINE's α. */
  readonly stopping?: number // defaults to 0.05
  /** Least nDCG of a list; null for none, and then anybody may be shown anywhere. */
  readonly relevance: number | null
  /** 1 for nodes that get no place which they did not have. */
  readonly barred?: Uint8Array
  /** Nodes for which the whole fraction is judged, each time. */
  readonly shortlist?: number // defaults to 4
}

export interface Rewiring {
  /** After whom. */
  readonly list: number
  readonly place: number
  readonly from: number
  readonly to: number
  /** Total exposure once it is done. */
  readonly exposure: number
}

export interface RewiringPlan {
  /** In the order in which they were chosen; fewer than asked for where nothing more helps. */
  readonly rewirings: readonly Rewiring[]
  readonly exposureBefore: number
  readonly exposureAfter: number
  /** nDCG of the lists at the end against those of the offers in their order: the mean, and the least. */
  readonly meanRelevance: number
  readonly leastRelevance: number
  /** No node's exposure is further off than this at the end, but for rounding. */
  readonly errorBound: number
  /** The lists at the end. */
  readonly lists: RecommendationLists
}

export const DEFAULT_STOPPING = 0.05
const DEFAULT_SHORTLIST = 4
/** Of the largest harm; far below what would change a choice. */
const TOLERANCE = 1e-9
const SLACK = 1e-12

interface State {
  readonly lists: RecommendationLists
  readonly steps: Float64Array
  readonly exposures: Float64Array
  readonly visits: Float64Array
  readonly gains: Float64Array
  readonly idealGains: Float64Array
  readonly relevance: number | null
  readonly barred: Uint8Array
}

interface Choice {
  readonly list: number
  readonly place: number
  readonly to: number
  readonly gain: number
}

/** @throws {RangeError} if an option does not fit the lists or is out of its range. */
export function planRewirings(lists: RecommendationLists, options: RewireOptions): RewiringPlan {
  const { harm, rewirings, relevance, stopping = DEFAULT_STOPPING } = options
  const { shortlist = DEFAULT_SHORTLIST, barred = new Uint8Array(lists.order) } = options
  checkOptions(lists, options)
  const { order, places } = lists
  const unit = harm.reduce((most, value) => Math.max(most, value), 0) || 1
  const own = { ...lists, shown: lists.shown.slice() }
  const state: State = {
    lists: own,
    steps: lists.shares.map((share) => share * (1 - stopping)),
    exposures: collected(own, stopping, harm, TOLERANCE * unit).values,
    visits: visited(own, stopping, new Float64Array(order).fill(1), TOLERANCE * order).values,
    gains: gainsOf(own),
    idealGains: idealGainsOf(own),
    relevance,
    barred,
  }
  const exposureBefore = sum(state.exposures)
  const done: Rewiring[] = []
  const pulse = new Float64Array(order)
  while (done.length < rewirings) {
    let best: Choice | null = null
    let bestColumn: Float64Array = pulse
    for (const list of shortlistOf(state, shortlist)) {
      pulse[list] = 1
      const column = collected(own, stopping, pulse, TOLERANCE).values
      pulse[list] = 0
      const choice = bestOf(state, list, column)
      if (choice === null || (best && !isBetter(choice, best))) continue
      best = choice
      bestColumn = column
    }
    if (best === null) break
    const from = apply(state, best, bestColumn, stopping, pulse)
    const { list, place, to } = best
    done.push({ list, place, from, to, exposure: sum(state.exposures) })
  }
  const kept = Float64Array.from(state.gains, (gain, i) =>
    state.idealGains[i] === 0 ? 1 : gain / state.idealGains[i],
  )
  return Object.freeze({
    rewirings: done,
    exposureBefore,
    exposureAfter: done.at(-1)?.exposure ?? exposureBefore,
    meanRelevance: order === 0 || places === 0 ? 1 : sum(kept) / order,
    leastRelevance: kept.reduce((least, share) => Math.min(least, share), 1),
    errorBound: residual(own, state.steps, harm, state.exposures) / stopping,
    lists: Object.freeze(own),
  })
}

/** Does it, brings f and κ up to date, and says who lost the place. */
function apply(
  state: State,
  { list, place, to }: Choice,
  column: Float64Array,
  stopping: number,
  pulse: Float64Array,
): number {
  const { lists, steps, exposures, visits, gains } = state
  const e = list * lists.places + place
  const from = lists.shown[e]
  const step = steps[place]
  pulse[from] = 1
  pulse[to] = -1
  const rows = visited(lists, stopping, pulse, TOLERANCE).values
  pulse[from] = 0
  pulse[to] = 0
  const whole = 1 + step * (column[from] - column[to])
  const less = (step * (exposures[from] - exposures[to])) / whole
  const fewer = (step * visits[list]) / whole
  for (let i = 0; i < lists.order; i++) {
    exposures[i] -= less * column[i]
    visits[i] -= fewer * rows[i]
  }
  gains[list] -= lossOf(lists, list, place, to)
  lists.shown[e] = to
  return from
}

/** The nodes with the largest numerators, the largest first; those of which no place can be bettered are left out. */
function shortlistOf(state: State, size: number): readonly number[] {
  const { lists, steps, exposures, visits, barred, relevance } = state
  const { order, places, shown } = lists
  const largest = steps.reduce((most, step) => Math.max(most, step), 0)
  let least = Infinity
  for (let k = 0; k < order; k++) if (!barred[k] && exposures[k] < least) least = exposures[k]
  const reserve = relevance === null ? lowest(state, places + 1) : null
  const kept: Choice[] = []
  for (let list = 0; list < order; list++) {
    let most = -Infinity
    for (let e = list * places, end = e + places; e < end; e++) {
      const node = shown[e]
      if (node < order && exposures[node] > most) most = exposures[node]
    }
    // no place after this node could be worth more
    const limit = visits[list] * largest * (most - least)
    if (!(limit > 0) || (kept.length === size && limit <= kept[size - 1].gain)) continue
    const choice = bestOf(state, list, null, reserve)
    if (choice === null || (kept.length === size && !isBetter(choice, kept[size - 1]))) continue
    const at = kept.findIndex((other) => isBetter(choice, other))
    kept.splice(at < 0 ? kept.length : at, 0, choice)
    if (kept.length > size) kept.pop()
  }
  return kept.map(({ list }) => list)
}

/**
 * The best rewiring after one node, null where none helps: by the whole fraction with the `column`
 * of the node, by its numerator without.
 */
function bestOf(
  state: State,
  list: number,
  column: Float64Array | null,
  reserve: readonly number[] | null = null,
): Choice | null {
  const { lists, steps, exposures, visits, gains, idealGains, barred, relevance } = state
  const { order, places, shown, offers, offered } = lists
  const first = list * places
  const last = first + places
  let best: Choice | null = null
  const judge = (to: number) => {
    if (to >= order || to === list || barred[to]) return
    for (let e = first; e < last; e++) if (shown[e] === to) return
    for (let place = 0; place < places; place++) {
      const from = shown[first + place]
      if (from >= order) continue
      const step = steps[place]
      const numerator = step * visits[list] * (exposures[from] - exposures[to])
      if (!(numerator > 0)) continue
      const gain = column ? numerator / (1 + step * (column[from] - column[to])) : numerator
      if (best && gain <= best.gain) continue
      if (relevance !== null) {
        const left = gains[list] - lossOf(lists, list, place, to)
        if (left < relevance * idealGains[list] - SLACK) continue
      }
      best = { list, place, to, gain }
    }
  }
  if (relevance !== null) for (let r = 0; r < offers; r++) judge(offered[list * offers + r])
  else if (reserve) for (const to of reserve) judge(to)
  else for (let to = 0; to < order; to++) judge(to)
  return best
}

/** The `count` nodes with the least exposure that may be shown, and two more: one is the node itself. */
function lowest({ exposures, barred }: State, count: number): readonly number[] {
  const kept: number[] = []
  for (let k = 0; k < exposures.length; k++) {
    if (barred[k] || (kept.length > count && exposures[k] >= exposures[kept[count]])) continue
    let at = kept.length
    while (at > 0 && exposures[kept[at - 1]] > exposures[k]) at--
    kept.splice(at, 0, k)
    if (kept.length > count + 1) kept.pop()
  }
  return kept
}

function isBetter(one: Choice, other: Choice): boolean {
  return one.gain > other.gain || (one.gain === other.gain && one.list < other.list)
}

/** What the gain of a list loses when the place goes to `to`. */
function lossOf(lists: RecommendationLists, list: number, place: number, to: number): number {
  const from = lists.shown[list * lists.places + place]
  return (relevanceOf(lists, list, from) - relevanceOf(lists, list, to)) * discount(place)
}

function gainsOf(lists: RecommendationLists): Float64Array {
  const { order, places, shown } = lists
  return Float64Array.from({ length: order }, (_, i) => {
    let gain = 0
    for (let t = 0; t < places; t++) {
      gain += relevanceOf(lists, i, shown[i * places + t]) * discount(t)
    }
    return gain
  })
}

function idealGainsOf({ order, places, offers, offered, relevances }: RecommendationLists) {
  return Float64Array.from({ length: order }, (_, i) => {
    let gain = 0
    for (let t = 0; t < places; t++) {
      if (offered[i * offers + t] < order) gain += relevances[i * offers + t] * discount(t)
    }
    return gain
  })
}

/** The largest of |c + M·f − f|; over α, a bound on the error of f. */
function residual(
  { order, places, shown }: RecommendationLists,
  steps: Float64Array,
  harm: Float64Array,
  exposures: Float64Array,
): number {
  let most = 0
  for (let i = 0; i < order; i++) {
    let next = harm[i] - exposures[i]
    for (let t = 0; t < places; t++) {
      const node = shown[i * places + t]
      if (node < order) next += steps[t] * exposures[node]
    }
    most = Math.max(most, Math.abs(next))
  }
  return most
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}

function checkOptions(
  { order }: RecommendationLists,
  { harm, barred, relevance, rewirings, shortlist = DEFAULT_SHORTLIST }: RewireOptions,
): void {
  for (const [name, column] of Object.entries({ harm, barred })) {
    if (column && column.length !== order) {
      throw new RangeError(`"${name}" expected length ${order}, got ${column.length}`)
    }
  }
  const wrong = harm.findIndex((value) => !(value >= 0 && value < Infinity))
  if (wrong >= 0) throw new RangeError(`"harm" expected 0 or more, got ${harm[wrong]} at ${wrong}`)
  for (const [name, value] of Object.entries({ rewirings, shortlist })) {
    if (!(Number.isInteger(value) && value >= 0)) {
      throw new RangeError(`"${name}" expected a whole number, got ${value}`)
    }
  }
  if (relevance !== null && !(relevance >= 0 && relevance <= 1)) {
    throw new RangeError(`"relevance" expected a number in 0..1 or null, got ${relevance}`)
  }
}
