/**
 * Treated test accounts against their controls: whether they differ, measure by measure, with one
 * chance of a false alarm for all of them together.
 *
 * @module
 */
import { holmAdjusted } from '../statistics/holm.ts'
import { permutationTest } from '../statistics/permutation-test.ts'
import { type Lifetime, logRank } from '../statistics/survival.ts'
import { type Random } from '../util/random.ts'

/** One number for each test account of a kind. */
export interface Measured {
  readonly exposures: readonly number[]
  readonly floods: readonly number[]
  /** Slates until the first account of the network. */
  readonly lifetimes: readonly Lifetime[]
}

export interface ArmComparison {
  readonly measure: 'exposureAt10' | 'floodRatio' | 'firstExposure'
  readonly test: 'permutation' | 'log-rank'
  /** Two-sided, as if it were the only one. */
  readonly pValue: number
  /** After Holm, over the measures of this arm: this is the one to judge by. */
  readonly adjusted: number
}

export function compareArms(
  treated: Measured,
  control: Measured,
  random: Random,
): readonly ArmComparison[] {
  const found = [
    {
      measure: 'exposureAt10',
      test: 'permutation',
      pValue: permutationTest(treated.exposures, control.exposures, random.fork(0)).pValue,
    },
    {
      measure: 'floodRatio',
      test: 'permutation',
      pValue: permutationTest(treated.floods, control.floods, random.fork(1)).pValue,
    },
    {
      measure: 'firstExposure',
      test: 'log-rank',
      pValue: logRank(treated.lifetimes, control.lifetimes).pValue,
    },
  ] as const
  const adjusted = holmAdjusted(found.map(({ pValue }) => pValue))
  return Object.freeze(found.map((one, k) => Object.freeze({ ...one, adjusted: adjusted[k] })))
}
