/**
 * What is known of the accounts around an account: how many of the known ones are positive.
 *
 * Shares are smoothed towards the share of positives among all known. An account takes no part in
 * its own columns, over any number of steps: an account to learn from would otherwise be described
 * by its own answer, and one to be judged would not.
 *
 * @module
 */
import { type Csr, type Digraph } from '../graph/csr.ts'
import { type NamedColumn } from './named-column.ts'

export interface Known {
  /** 1 for each account whose answer is known. */
  readonly known: Uint8Array
  /** 1 for each account whose known answer is positive; 0 elsewhere. */
  readonly positive: Uint8Array
}

/** Known neighbours of average mix that everybody is given. */
const PRIOR = 3

/**
 * Columns over `links` and what is known. `name` stands before their names. Linear in the links.
 */
export function knownAround(
  name: string,
  { out, in: back }: Digraph,
  { known, positive }: Known,
): NamedColumn[] {
  const order = out.rows
  let knownCount = 0
  let positiveCount = 0
  for (let i = 0; i < order; i++) {
    knownCount += known[i]
    positiveCount += positive[i]
  }
  const base = knownCount === 0 ? 0 : positiveCount / knownCount
  const smoothed = (positives: number, of: number) => (positives + PRIOR * base) / (of + PRIOR)

  // what each account hears from those who have a link to it: two steps away are its other linkers
  const heardKnown = sums(back, known)
  const heardPositive = sums(back, positive)
  const share = new Float64Array(order)
  const knownAroundIt = new Float64Array(order)
  const rareShare = new Float64Array(order)
  const answers = new Float64Array(order)
  const sharers = new Float64Array(order)
  for (let i = 0; i < order; i++) {
    let positives = 0
    let of = 0
    let rarePositives = 0
    let rareOf = 0
    let said = 0
    let passed = 0
    let passedKnown = 0
    let neighbours = 0
    for (let e = out.starts[i], end = out.starts[i + 1]; e < end; e++) {
      const j = out.targets[e]
      if (j === i) continue
      const linkers = back.starts[j + 1] - back.starts[j]
      neighbours++
      of += known[j]
      positives += positive[j]
      rareOf += known[j] / linkers
      rarePositives += positive[j] / linkers
      const otherPositives = heardPositive[j] - positive[i]
      const otherKnown = heardKnown[j] - known[i]
      said += smoothed(otherPositives, otherKnown)
      passed += otherPositives / linkers
      passedKnown += otherKnown / linkers
    }
    share[i] = smoothed(positives, of)
    knownAroundIt[i] = of
    rareShare[i] = (rarePositives + RARE_PRIOR * base) / (rareOf + RARE_PRIOR)
    answers[i] = neighbours === 0 ? NaN : said / neighbours
    sharers[i] = (passed + base) / (passedKnown + 1)
  }
  return [
    { name: `${name}: share of positives`, values: share },
    { name: `${name}: known`, values: knownAroundIt },
    { name: `${name}: share of positives, by rarity`, values: rareShare },
    { name: `${name}: mean of neighbours' shares`, values: answers },
    { name: `${name}: share of positives two steps away`, values: sharers },
  ]
}

/** A neighbour with twenty links counts a twentieth; one such of average mix is given. */
const RARE_PRIOR = 0.05

function sums({ rows, starts, targets }: Csr, values: Uint8Array): Float64Array {
  const totals = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      if (targets[e] !== i) totals[i] += values[targets[e]]
    }
  }
  return totals
}
