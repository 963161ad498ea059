/** The before-and-after table: one row a measure, one column an arm. */
import { isNearZero } from '../measures.ts'
import { zeroEventBound } from '../../statistics/share.ts'
import { type NamedArm } from './arms.ts'
import {
  countOf,
  formatCount,
  formatPValue,
  formatRange,
  formatShare,
  formatTimes,
  intervalOf,
  isMeasured,
  NOT_MEASURED,
  valueOf,
} from './format.ts'
import { caveatOf } from './headline.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { type Interval, type ReportArm, type ReportData } from './report-data.ts'

interface Measure {
  readonly name: string
  readonly meaning: string
  readonly cell: (arm: ReportArm) => Content
}

export function beforeAfterTable(arms: readonly NamedArm[], data: ReportData): Markup {
  return markup`<table class="before-after">
<thead><tr><th scope="col">What was measured</th>${arms.map(
    ({ look, name }) => markup`<th scope="col"><span class="${look}">${name}</span></th>`,
  )}</tr></thead>
<tbody>
${MEASURES.map(({ name, meaning, cell }) =>
  row(
    name,
    meaning,
    arms.map(({ arm }) => cell(arm)),
  ),
)}${
    (isMeasured(data.benignWithheldShare) || data.knownAnswers === false) &&
    row(
      'Ordinary recommendations withheld',
      'accounts outside the network that the guard kept from being recommended',
      arms.map(({ look }) => (look === 'on' ? withheldCell(data) : NOT_MEASURED)),
    )
  }</tbody>
</table>
<p class="note">Below an estimate stands its 95${'\u202f'}% interval, over test accounts.${upperEndOfNothing(arms)}${data.knownAnswers === false && markup` ${caveatOf(data)}`}</p>
`
}

function withheldCell({ benignWithheldShare }: ReportData): Content {
  return isMeasured(benignWithheldShare)
    ? markup`<strong>${formatShare(benignWithheldShare)}</strong>`
    : 'not measurable without known answers'
}

function upperEndOfNothing(arms: readonly NamedArm[]): string {
  const testAccounts = arms[0]?.arm.testAccounts
  if (!isMeasured(testAccounts) || testAccounts < 1) return ''
  return ` Where none of ${countOf(testAccounts, 'test account')} sees anything, the upper end is still ${formatShare(zeroEventBound(testAccounts))}: so few cannot exclude less.`
}

function row(name: string, meaning: string, cells: readonly Content[]): Markup {
  return markup`<tr><th scope="row">${name}<small>${meaning}</small></th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`
}

const MEASURES: readonly Measure[] = [
  {
    name: 'Exposure@10',
    meaning: 'network accounts among the first ten recommendations, over all slates',
    cell: ({ exposureAt10 }) => estimate(exposureAt10, formatShare, formatRange),
  },
  {
    name: 'Flood ratio',
    meaning: 'network accounts among all that the last slates held',
    cell: ({ floodRatio }) => estimate(floodRatio, formatShare, formatRange),
  },
  {
    name: 'Test accounts that saw any network account',
    meaning: 'even once, anywhere in a slate',
    cell: exposedCell,
  },
  {
    name: 'Slates until the first one',
    meaning: 'median over test accounts',
    cell: ({ firstExposureMedianSlates: slates }) =>
      isMeasured(slates)
        ? markup`<strong>${formatCount(slates)}</strong>`
        : markup`<strong>never</strong><small>for most test accounts</small>`,
  },
  {
    name: 'Exposure@10 of control accounts',
    meaning: 'the same acts, towards ordinary accounts',
    cell: ({ control }) => estimate(control.exposureAt10, formatShare, formatRange),
  },
  {
    name: 'Amplification',
    meaning: 'exposure of treated test accounts over that of control accounts',
    cell: amplificationCell,
  },
  {
    name: 'Treated differ from controls',
    meaning: 'smallest p-value of three measures, after Holm’s correction',
    cell: comparisonCell,
  },
  {
    name: 'Test accounts',
    meaning: 'and as many controls',
    cell: ({ testAccounts, slates }) =>
      markup`${formatCount(testAccounts)}<small>${countOf(slates, 'slate')} each</small>`,
  },
]

function comparisonCell({ againstControl }: ReportArm): Content {
  const values = (againstControl ?? []).map(({ adjusted }) => adjusted).filter(isMeasured)
  return values.length > 0
    ? markup`<strong>${formatPValue(Math.min(...values))}</strong>`
    : NOT_MEASURED
}

function amplificationCell(arm: ReportArm): Content {
  const { amplification, amplificationInterval, exposureAt10, control } = arm
  // of two numbers that are both about nothing, a ratio says nothing
  const exposures = [valueOf(exposureAt10), valueOf(control.exposureAt10)]
  if (exposures.every((exposure) => exposure !== null && isNearZero(exposure))) return NOT_MEASURED
  return estimate(
    amplificationInterval ?? amplification,
    formatTimes,
    ({ low, high }) => `${formatTimes(low)} to ${formatTimes(high)}`,
  )
}

function exposedCell({ shareExposed, shareExposedInterval, testAccounts }: ReportArm): Content {
  if (!isMeasured(shareExposed)) return NOT_MEASURED
  const exposed = formatCount(Math.round(shareExposed * testAccounts))
  const interval = intervalOf(shareExposedInterval)
  return markup`<strong>${formatShare(shareExposed)}</strong><small>${exposed} of ${formatCount(testAccounts)}</small>${
    interval && markup`<small>${formatRange(interval)}</small>`
  }`
}

function estimate(
  measured: Interval | number | null,
  value: (value: number | null) => string,
  range: (interval: Interval) => string,
): Content {
  const interval = intervalOf(measured)
  return markup`<strong>${value(valueOf(measured))}</strong>${interval && markup`<small>${range(interval)}</small>`}`
}
