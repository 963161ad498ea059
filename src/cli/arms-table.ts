import { isNearZero } from '../audit/measures.ts'
import { type ArmResult } from '../audit/run-audit.ts'
import { type Interval } from '../statistics/interval.ts'
import { zeroEventBound } from '../statistics/share.ts'
import { count, percent, pValue, table } from './tty.ts'

export interface Arms {
  readonly unguarded?: ArmResult
  readonly guarded?: ArmResult
  /** The guard decides and nothing follows from it. */
  readonly shadow?: ArmResult
  readonly candidatesOnly?: ArmResult
  readonly learningOnly?: ArmResult
}

const NOT_MEASURED = '–'

/** The before/after table: a row for each measure, a column for each arm that was run. */
export function armsTable({
  unguarded,
  guarded,
  shadow,
  candidatesOnly,
  learningOnly,
}: Arms): string {
  const arms = [
    ['guard off', unguarded],
    ['guard on', guarded],
    ['shadow', shadow],
    ['candidates only', candidatesOnly],
    ['learning only', learningOnly],
  ].filter((arm): arm is [string, ArmResult] => arm[1] !== undefined)
  const row = (name: string, cell: (arm: ArmResult) => string) => [
    name,
    ...arms.map(([, arm]) => cell(arm)),
  ]
  const rows = table([
    ['', ...arms.map(([name]) => name)],
    row('exposure@10', (arm) => interval(arm.exposureAt10)),
    row('  of control accounts', (arm) => interval(arm.control.exposureAt10)),
    row('flood ratio', (arm) => interval(arm.floodRatio)),
    row('saw any network account', (arm) => percent(arm.shareExposed)),
    row('median slates to the first', ({ firstExposureMedianSlates: median }) =>
      median === null ? 'never' : String(median),
    ),
    row('amplification', amplification),
    row('differs from control, p', (arm) => pValue(smallest(arm.againstControl))),
    row('benign withheld', (arm) => benignWithheld(arm, arm !== unguarded)),
  ])
  const testAccounts = arms[0]?.[1].testAccounts
  return testAccounts === undefined ? rows : `${rows}\n\n${upperEndOfNothing(testAccounts)}`
}

function amplification(arm: ArmResult): string {
  const { exposureAt10, control, amplification: times } = arm
  const { low, high } = arm.amplificationInterval
  // of two numbers that are both about nothing, a ratio says nothing
  return isNearZero(exposureAt10.value) && isNearZero(control.exposureAt10.value)
    ? NOT_MEASURED
    : `${times.toFixed(1)}× (${low.toFixed(1)} to ${high.toFixed(1)})`
}

/** After Holm, so that the smallest of them may be judged by. */
function smallest(comparisons: ArmResult['againstControl']): number {
  return Math.min(...comparisons.map(({ adjusted }) => adjusted))
}

function benignWithheld({ benignWithheldShare }: ArmResult, isGuarded: boolean): string {
  if (!isGuarded) return NOT_MEASURED
  return benignWithheldShare === null
    ? 'not measurable without known answers'
    : percent(benignWithheldShare, 2)
}

function upperEndOfNothing(testAccounts: number): string {
  return `Where none of ${count(testAccounts)} test accounts sees anything, the upper end is still ${percent(zeroEventBound(testAccounts), 2)}: so few cannot exclude less.`
}

function interval({ value, low, high }: Interval): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}
