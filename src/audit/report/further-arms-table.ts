/** Who else was looked at: accounts that met nobody, were not personalised, or like other things. */
import { type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { formatCount, formatRange, formatShare, formatTimes, isMeasured } from './format.ts'
import { type Markup } from './markup.ts'
import { title } from './surface-chart.ts'

const MOST_ROWS = 20

/** Null where the scenario names none. */
export function furtherArmsTable(arms: readonly NamedArm[]): Markup | null {
  const rows = arms.flatMap(({ name, arm }) =>
    Object.entries(arm.furtherArms ?? {}).map(([further, found]) => {
      const { exposureAt10, firstExposureMedianSlates: slates, amplification } = found
      return [
        `${title(further)}, ${name.toLowerCase()}`,
        formatShare(exposureAt10.value),
        formatRange(exposureAt10),
        isMeasured(slates) ? formatCount(slates) : 'never',
        formatTimes(amplification),
      ]
    }),
  )
  if (rows.length === 0) return null
  return dataTable({
    caption: 'Exposure of treated test accounts is set against that of each; 1× is no difference.',
    head: [
      'Accounts',
      'Exposure@10',
      'Interval',
      'Median slates to the first',
      'Treated over these',
    ],
    rows: rows.slice(0, MOST_ROWS),
  })
}
