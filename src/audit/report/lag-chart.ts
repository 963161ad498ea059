/** What one contact sets off: exposure from the contact on, over the level that was there before it. */
import { type AnyLook, type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { countOf, formatShare, formatTimes, isMeasured } from './format.ts'
import { type Line, lineChart, looksOf } from './line-chart.ts'
import { type Markup } from './markup.ts'
import { picture } from './picture.ts'
import { type ReportLag } from './report-data.ts'
import { thin } from './thin.ts'

const MOST_POINTS = 200

/** Null where nobody looked before the contact: there is nothing to rise from. */
export function lagChart(arms: readonly NamedArm<AnyLook>[]): Markup | null {
  const measured = arms.flatMap((named) => {
    const { lag } = named.arm
    return lag && isMeasured(lag.before) && lag.exposures.length > 1 ? [{ ...named, lag }] : []
  })
  if (measured.length === 0) return null
  const lines = measured.flatMap(linesOf)
  return picture({
    id: 'lag',
    title: 'What one contact sets off',
    description: `A line for each arm: exposure slate by slate after the contact, and dashed the level before it. ${measured
      .map(({ name, lag }) => `${name}: ${sentence(lag)}`)
      .join(' ')}`,
    draw: (width) => lineChart(lines, 'of the first ten', width),
    note: measured.map(({ name, lag }) => `${name}: ${sentence(lag)} `),
    table: dataTable({
      caption: 'Exposure@10 of treated test accounts before the contact and in each slate after it',
      head: ['Slate', ...measured.map(({ name }) => name)],
      rows: [
        ['before', ...measured.map(({ lag }) => formatShare(lag.before))],
        ...thin(
          measured[0].lag.exposures.map((_, slate) => slate),
          MOST_POINTS,
        ).map((slate) => [
          String(slate + 1),
          ...measured.map(({ lag }) => formatShare(lag.exposures[slate])),
        ]),
      ],
    }),
  })
}

function linesOf({ lag, ...named }: NamedArm<AnyLook> & { readonly lag: ReportLag }): Line[] {
  const looks = looksOf(named)
  const { exposures } = lag
  const before = lag.before!
  const points = thin(
    exposures.map((share, slate) => ({ slate: slate + 1, share })),
    MOST_POINTS,
  ).filter(({ share }) => isMeasured(share))
  const level = [1, exposures.length].map((slate) => ({ slate, share: before }))
  return [
    { ...looks.treated, group: 'after', points, endShare: points.at(-1)?.share ?? NaN },
    { ...looks.control, group: 'before', points: level, endShare: before },
  ].filter((line) => line.points.length > 0)
}

function sentence({ lift, halfLifeSlates }: ReportLag): string {
  const rise = isMeasured(lift)
    ? `the last slates hold ${formatTimes(lift)} of what was shown before the contact`
    : 'what came of the contact could not be set against what was before'
  const fall = isMeasured(halfLifeSlates)
    ? `; from its highest it has halved after ${countOf(halfLifeSlates, 'slate')}`
    : ''
  return `${rise}${fall}.`
}
