/**
 * Accounts sorted by whom they follow.
 *
 * Each class has a law of its own of whom its accounts follow, and an account is of the class whose
 * law makes its follows most likely: a mixture of multinomials, fitted by classification (G. Celeux,
 * G. Govaert, A classification EM algorithm for clustering, 1992) from communities. What communities
 * cannot do, since they know no direction, classes can: those who follow idols beside much else, and
 * those who follow nothing but these idols, are two.
 *
 * Any large sparse group falls into some classes by chance. They are put together again where each
 * follows whom the other follows. A class that goes one way only stays apart.
 *
 * @module
 */
import { leidenCommunities } from '../../graph/communities.ts'
import { type Csr, digraph } from '../../graph/csr.ts'
import { undirected } from '../../graph/undirected.ts'

/** Part of anybody's follows that goes where everybody's do: no follow rules a class out. */
export const STRAY = 0.1
/** Communities of fewer accounts start no class. */
const FEWEST = 5
const SWEEPS = 8
/** A class follows its own accounts this many times as much as any other does. */
const CLEAR = 2
/** Standard deviations to the lower end of 95 %, one-sided: a handful of follows is no preference yet. */
const SURE = 1.64
/** Two classes are one if each gives the other's accounts this part of what chance would. */
const LEAST_OF_CHANCE = 0.3

export interface FollowClasses {
  readonly count: number
  /** The class of each row; -1 for one that follows nobody. */
  readonly of: Int32Array
  /** The class that follows each row clearly more than others do, for its number of follows, or -1. */
  readonly audience: Int32Array
  /** The same, however little it differs from the others. */
  readonly admirers: Int32Array
}

/** Follows, by class of who follows and by who is followed. */
interface Tally {
  readonly rows: Uint32Array
  readonly follows: Float64Array
  readonly to: Float64Array[]
}

/**
 * The classes of the rows of a square matrix of follows. Linear in its entries times the number of
 * communities, some twenty times over. Deterministic.
 */
export function followClasses(csr: Csr): FollowClasses {
  const { of: first, count } = communitiesOf(csr)
  const nobody = new Int32Array(csr.rows).fill(-1)
  if (count === 0) return { count, of: first, audience: nobody, admirers: nobody }
  let of = settled(csr, first, count)
  const heads = heldTogether(tallyOf(csr, of, count))
  const names = [...new Set(heads)]
  of = of.map((name) => (name < 0 ? name : names.indexOf(heads[name])))
  of = settled(csr, of, names.length)
  const tally = tallyOf(csr, of, names.length)
  return {
    count: names.length,
    of,
    audience: audienceOf(tally, CLEAR),
    admirers: audienceOf(tally, 1),
  }
}

/** Communities that are large enough; -1 for the other rows. */
function communitiesOf(csr: Csr): { of: Int32Array; count: number } {
  const { labels, count } = leidenCommunities(undirected(digraph(csr), 'sum'))
  const sizes = new Uint32Array(count)
  for (const [i, label] of labels.entries()) if (follows(csr, i) > 0) sizes[label]++
  const names = [...sizes.keys()].filter((label) => sizes[label] >= FEWEST)
  const of = Int32Array.from(labels, (label, i) =>
    follows(csr, i) > 0 ? names.indexOf(label) : -1,
  )
  return { of, count: names.length }
}

/** Each row in turn to the class that it fits best, until none moves or the sweeps run out. */
function settled(csr: Csr, first: Int32Array, count: number): Int32Array {
  let of = first
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const before = of
    of = classified(csr, before, tallyOf(csr, before, count))
    if (of.every((name, i) => name === before[i])) break
  }
  return of
}

function classified(
  csr: Csr,
  before: Int32Array,
  { rows, follows: totals, to }: Tally,
): Int32Array {
  const { starts, targets } = csr
  const strays = Float64Array.from({ length: csr.rows }, (_, j) => {
    return (STRAY * to.reduce((sum, counts) => sum + counts[j], 0)) / targets.length
  })
  const law = (k: number, j: number, own: number, ownTotal: number) => {
    const seen = totals[k] > ownTotal ? (to[k][j] - own) / (totals[k] - ownTotal) : 0
    return Math.log(strays[j] + (1 - STRAY) * seen)
  }
  const laws = to.map((_counts, k) => strays.map((_stray, j) => law(k, j, 0, 0)))
  return before.map((name, i) => {
    const all = follows(csr, i)
    if (all === 0) return -1
    let best = name
    let most = -Infinity
    for (let k = 0; k < to.length; k++) {
      // an account is no witness of its own class
      const own = k === name ? 1 : 0
      let fit = Math.log(Math.max(0.5, rows[k] - own))
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        fit += own === 1 ? law(k, targets[e], 1, all) : laws[k][targets[e]]
      }
      if (fit <= most) continue
      most = fit
      best = k
    }
    return best
  })
}

function tallyOf(csr: Csr, of: Int32Array, count: number): Tally {
  const { starts, targets } = csr
  const rows = new Uint32Array(count)
  const totals = new Float64Array(count)
  const to = Array.from({ length: count }, () => new Float64Array(csr.rows))
  for (const [i, name] of of.entries()) {
    if (name < 0) continue
    rows[name]++
    totals[name] += follows(csr, i)
    for (let e = starts[i]; e < starts[i + 1]; e++) to[name][targets[e]]++
  }
  return { rows, follows: totals, to }
}

function audienceOf({ follows: totals, to }: Omit<Tally, 'rows'>, clear: number): Int32Array {
  return Int32Array.from({ length: to[0].length }, (_, j) => {
    let audience = -1
    let [most, second] = [0, 0]
    for (let k = 0; k < to.length; k++) {
      const part = totals[k] > 0 ? atLeast(to[k][j]) / totals[k] : 0
      if (part > most) {
        second = most
        most = part
        audience = k
      } else second = Math.max(second, part)
    }
    return most >= clear * second ? audience : -1
  })
}

/** What a Poisson count says its mean is at least (the score bound, Wilson 1927, for a rare event). */
function atLeast(count: number): number {
  return count + (SURE * SURE) / 2 - SURE * Math.sqrt(count + (SURE * SURE) / 4)
}

/** Which class each is put together with in the end, the closest two first. */
function heldTogether({ rows, follows: totals, to }: Tally): number[] {
  const heads = [...rows.keys()]
  let left = heads.filter((k) => totals[k] > 0)
  for (;;) {
    const pair = closestOf(
      left.map((k) => totals[k]),
      left.map((k) => to[k]),
    )
    if (!pair) return heads
    const [kept, joined] = pair.map((place) => left[place])
    totals[kept] += totals[joined]
    for (let j = 0; j < to[kept].length; j++) to[kept][j] += to[joined][j]
    for (const [k, head] of heads.entries()) if (head === joined) heads[k] = kept
    left = left.filter((k) => k !== joined)
  }
}

/** The two classes, by place, that are most clearly one, or null if no two are. */
function closestOf(totals: number[], to: Float64Array[]): readonly [number, number] | null {
  const audience = audienceOf({ follows: Float64Array.from(totals), to }, CLEAR)
  const between = to.map((counts) => {
    const sums = new Float64Array(to.length)
    for (const [j, k] of audience.entries()) if (k >= 0) sums[k] += counts[j]
    return sums
  })
  const all = totals.reduce((sum, total) => sum + total, 0)
  const ofChance = (a: number, b: number) => {
    const received = between.reduce((sum, sums) => sum + sums[b], 0)
    return received > 0 ? (between[a][b] * all) / (totals[a] * received) : 1
  }
  let closest: readonly [number, number] | null = null
  let most = LEAST_OF_CHANCE
  for (let a = 0; a < to.length; a++) {
    for (let b = a + 1; b < to.length; b++) {
      const part = Math.min(ofChance(a, b), ofChance(b, a))
      if (part < most) continue
      most = part
      closest = [a, b]
    }
  }
  return closest
}

function follows({ starts }: Csr, i: number): number {
  return starts[i + 1] - starts[i]
}
