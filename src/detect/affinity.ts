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
import { type Digraph } from '../graph/csr.ts'
import { type Seeds } from './detector.ts'

/** Users of average mix that every thing is given, so that one seed on a rare thing proves little. */
const PRIOR_USERS = 2
/** Silent things that every account is given, so that one thing proves little. */
const PRIOR_THINGS = 0.5

/**
 * Mean log-odds over the things of each account (rows of `uses.out`); above 0 speaks for closeness,
 * below 0 against, 0 is silent. Linear in the uses.
 */
export function affinityOf({ out, in: back }: Digraph, { rows, weights }: Seeds): Float64Array {
  const weightOf = new Float64Array(out.rows)
  let seedWeight = 0
  for (const [k, row] of rows.entries()) {
    weightOf[row] = weights[k]
    seedWeight += weights[k]
  }
  const base = seedWeight / out.rows
  const seedUsers = new Float64Array(out.columns)
  for (const row of rows) {
    for (let e = out.starts[row], end = out.starts[row + 1]; e < end; e++) {
      seedUsers[out.targets[e]] += weightOf[row]
    }
  }

  const logOdds = (seedUsed: number, used: number) =>
    Math.log((seedUsed + PRIOR_USERS * base) / (used + PRIOR_USERS) / base)
  // what a thing says to those who are not seeds is the same for all of them
  const says = Float64Array.from(seedUsers, (seedUsed, thing) =>
    logOdds(seedUsed, Math.max(0, back.starts[thing + 1] - back.starts[thing] - 1)),
  )
  return Float64Array.from({ length: out.rows }, (_, i) => {
    const start = out.starts[i]
    const end = out.starts[i + 1]
    let sum = 0
    for (let e = start; e < end; e++) {
      const thing = out.targets[e]
      const own = weightOf[i]
      sum +=
        own === 0
          ? says[thing]
          : logOdds(
              Math.max(0, seedUsers[thing] - own),
              back.starts[thing + 1] - back.starts[thing] - 1,
            )
    }
    return sum / (end - start + PRIOR_THINGS)
  })
}
