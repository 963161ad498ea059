import { type ArmResult } from '../audit/run-audit.ts'
import { type Interval } from '../audit/statistics.ts'
import { percent, table } from './tty.ts'

export interface Arms {
  readonly unguarded?: ArmResult
  readonly guarded?: ArmResult
}

/** The before/after table: a row for each measure, a column for each arm that was run. */
export function armsTable({ unguarded, guarded }: Arms): string {
  const arms = [
    ['guard off', unguarded],
    ['guard on', guarded],
  ].filter((arm): arm is [string, ArmResult] => arm[1] !== undefined)
  const row = (name: string, cell: (arm: ArmResult) => string) => [
    name,
    ...arms.map(([, arm]) => cell(arm)),
  ]
  return table([
    ['', ...arms.map(([name]) => name)],
    row('exposure@10', (arm) => interval(arm.exposureAt10)),
    row('  of control accounts', (arm) => interval(arm.control.exposureAt10)),
    row('flood ratio', (arm) => interval(arm.floodRatio)),
    row('saw any network account', (arm) => percent(arm.shareExposed)),
    row('median slates to the first', ({ firstExposureMedianSlates: median }) =>
      median === null ? 'never' : String(median),
    ),
    row('amplification', ({ amplification }) => `${amplification.toFixed(1)}×`),
    row('benign withheld', (arm) => percent(arm.benignWithheldShare, 2)),
  ])
}

function interval({ value, low, high }: Interval): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}
