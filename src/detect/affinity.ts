/**
 * Affinity: for each thing that accounts share (a tag, an account they follow), how much more
 * common it is among seeds than among everybody, and the mean of that over an account's things.
 *
 * A naive Bayes reading with a Dirichlet prior: thing t, used by d accounts of whom c are seeds,
 * speaks with ln( (c + k·b) / (d + k) / b ), b the share of seeds among all accounts. An account
 * takes no part in the counts it is judged by, so what it alone uses says exactly 0.
 *
 * @module
 */
import { type Csr, type Digraph } from '../graph/csr.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Seeds } from './detector.ts'
import { placeIn } from './every-row.ts'

/** Users of average mix that every thing is given, so that one seed on a rare thing proves little. */
const PRIOR_USERS = 2
/** Silent things that every account is given, so that one thing proves little. */
const PRIOR_THINGS = 0.5
/** Logarithms of small counts of users are looked up. */
const FEW_USERS = 4096

/**
 * Mean log-odds over the things of the accounts `asked` (rows of `uses.out`); above 0 speaks for
 * closeness, below 0 against, 0 is silent. Linear in the uses of those asked and of the seeds.
 */
export function affinityOf(
  { out, in: back }: Digraph,
  { rows, weights }: Seeds,
  asked: Uint32Array,
): Float64Array {
  const base = weights.reduce((sum, weight) => sum + weight, 0) / out.rows
  const seedUsers = new SparseSums()
  for (const [k, row] of rows.entries()) {
    for (let e = out.starts[row], end = out.starts[row + 1]; e < end; e++) {
      seedUsers.add(out.targets[e], weights[k])
    }
  }

  const logOdds = (seedUsed: number, used: number) =>
    Math.log((seedUsed + PRIOR_USERS * base) / (used + PRIOR_USERS) / base)
  // most things are used by few, and by no seed
  const unused = Float64Array.from({ length: FEW_USERS }, (_, used) => logOdds(0, used))
  const says = (seedUsed: number, used: number) =>
    seedUsed === 0 && used < FEW_USERS ? unused[used] : logOdds(seedUsed, used)
  const othersOf = (thing: number) => back.starts[thing + 1] - back.starts[thing] - 1
  const said = (row: number, own: number) =>
    meanOver(out, row, (thing) => says(Math.max(0, seedUsers.get(thing) - own), othersOf(thing)))

  const scores = new Float64Array(asked.length)
  for (const [place, row] of asked.entries()) scores[place] = said(row, 0)
  for (const [k, row] of rows.entries()) {
    const place = placeIn(asked, row)
    if (place >= 0) scores[place] = said(row, weights[k])
  }
  return scores
}

function meanOver(
  { starts, targets }: Csr,
  row: number,
  valueOf: (thing: number) => number,
): number {
  const start = starts[row]
  const end = starts[row + 1]
  let sum = 0
  for (let e = start; e < end; e++) sum += valueOf(targets[e])
  return sum / (end - start + PRIOR_THINGS)
}
