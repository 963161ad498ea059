/**
 * What chance explains of an account's follows with a set of accounts, all degrees kept.
 *
 * An account of k follows follows one of d followers with probability about k·d ÷ all follows (M. Newman,
 * Networks, 2010, 13.2), so whoever follows many, and whom many follow, account for what they would by chance.
 * The follows with a set are then a sum of unlike coins, whose upper tail is below that of the Poisson
 * distribution with the same mean (W. Hoeffding, Ann. Math. Stat. 27, 1956), from a mean + 1 on: the p-value errs
 * to the side of the account.
 *
 * @module
 */
import { gammaCdf } from '../statistics/gamma.ts'

/** How many of `follows` would be with accounts of `followers` in all, by chance. */
export function expectedFollows(follows: number, followers: number, allFollows: number): number {
  return allFollows === 0 ? 0 : (follows * followers) / allFollows
}

/** An upper bound of how likely as many come about by chance; 1 where the bound does not hold. */
export function pValueOfFollows(count: number, expected: number): number {
  return count >= expected + 1 ? gammaCdf(count, expected) : 1
}
