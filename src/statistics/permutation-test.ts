/**
 * Whether two arms differ by more than the luck of who was in which.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { mean } from './mean.ts'

export interface PermutationOptions {
  /** Arrangements to draw; all of them are gone through instead where there are no more. */
  readonly permutations?: number // defaults to 10,000
}

export interface PermutationResult {
  /** Mean of `treated` minus mean of `control`. */
  readonly difference: number
  /** Two-sided: twice the smaller of the two one-sided values, 1 at most. */
  readonly pValue: number
  readonly isExact: boolean
}

/** Sums of the same numbers in another order may differ in their last bits. */
const ROUNDING = 1e-12

/**
 * The permutation test of the difference of means over units of randomisation, here test accounts
 * (R. Fisher, 1935; as in Huszár et al. 2022). Where arrangements are drawn, the one that happened
 * counts among them, (b + 1) / (m + 1), since p = 0 would be a promise that no sample can make
 * (B. Phipson, G. Smyth, Stat. Appl. Genet. Mol. Biol. 9(1), 2010).
 *
 * @throws {RangeError} if an arm is empty.
 */
export function permutationTest(
  treated: readonly number[],
  control: readonly number[],
  random: Random,
  { permutations = 10_000 }: PermutationOptions = {},
): PermutationResult {
  if (treated.length === 0 || control.length === 0) {
    throw new RangeError(
      `"treated" and "control" expected 1 or more values each, got ${treated.length} and ${control.length}`,
    )
  }
  const difference = mean(treated) - mean(control)
  const all = [...treated, ...control]
  const total = all.reduce((sum, value) => sum + value, 0)
  const size = treated.length
  // the difference rises with the sum of the treated, which is all that changes
  const observed = treated.reduce((sum, value) => sum + value, 0)
  const slack = ROUNDING * Math.max(1, Math.abs(total), Math.abs(observed))
  let atLeast = 0
  let atMost = 0
  const count = (sum: number) => {
    if (sum >= observed - slack) atLeast++
    if (sum <= observed + slack) atMost++
  }
  const arrangements = combinations(all.length, size, permutations)
  const isExact = arrangements <= permutations
  if (isExact) eachSum(all, size, count)
  else for (let draw = 0; draw < permutations; draw++) count(drawnSum(all, size, random))
  const smaller = Math.min(atLeast, atMost)
  const oneSided = isExact ? smaller / arrangements : (smaller + 1) / (permutations + 1)
  return Object.freeze({ difference, pValue: Math.min(1, 2 * oneSided), isExact })
}

/** How many ways there are to choose `size` of `count`; anything above `most` once it is above. */
function combinations(count: number, size: number, most: number): number {
  let ways = 1
  const fewer = Math.min(size, count - size)
  for (let k = 1; k <= fewer; k++) {
    ways = (ways * (count - fewer + k)) / k
    if (ways > most) return Infinity
  }
  return Math.round(ways)
}

/** The sum of each choice of `size` values, by depth. */
function eachSum(values: readonly number[], size: number, tell: (sum: number) => void): void {
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) return tell(sum)
    for (let i = from; i <= values.length - left; i++) choose(i + 1, left - 1, sum + values[i])
  }
  choose(0, size, 0)
}

/** The sum of `size` values drawn without putting back; leaves `values` in another order. */
function drawnSum(values: number[], size: number, random: Random): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    const j = i + random.below(values.length - i)
    const drawn = values[j]
    values[j] = values[i]
    values[i] = drawn
    sum += drawn
  }
  return sum
}
