/** Exposure over slates: treated and control test accounts, guard off and on. */
import { FLOOD_SLATES } from '../measures.ts'
import { mean } from '../../statistics/mean.ts'
import { type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { formatCount, formatShare, isMeasured } from './format.ts'
import { type Line, lineChart, looksOf, type SlatePoint } from './line-chart.ts'
import { type Markup } from './markup.ts'
import { picture } from './picture.ts'
import { thin } from './thin.ts'

/** More points than this are thinned: the line looks the same. */
const MAX_POINTS = 200

/**
 * Null when no arm was measured slate by slate.
 *
 * @param slatesPerRefresh slates that are scrolled through before the surface is asked anew.
 */
export function exposureChart(arms: readonly NamedArm[], slatesPerRefresh?: number): Markup | null {
  const lines = arms.flatMap(linesOf).filter(({ points }) => points.length > 0)
  if (lines.length === 0) return null
  return picture({
    id: 'exposure',
    title: 'Exposure from slate to slate',
    description: `A line for each group of test accounts: the share of network accounts in the first ten of each slate, from the first slate to the last. Mean of the last ${FLOOD_SLATES} slates: ${lines
      .map((line) => `${line.name}, ${line.group}, ${formatShare(line.endShare)}`)
      .join('; ')}.`,
    draw: (width) => lineChart(lines, 'of the first ten', width),
    note: note(slatesPerRefresh),
    table: dataTable({
      caption: 'Share of network accounts in the first ten of each slate, mean over test accounts',
      head: ['Slate', ...lines.map(({ name, group }) => `${name}, ${group}`)],
      rows: tableRows(lines),
    }),
  })
}

function slatePoints(shares: readonly number[]): SlatePoint[] {
  const points = shares.map((share, i) => ({ slate: i + 1, share }))
  return thin(points, MAX_POINTS).filter(({ share }) => isMeasured(share))
}

/** As the flood ratio takes them: a single slate may be an odd one. */
function endShare(shares: readonly number[]): number {
  return mean(shares.filter(isMeasured).slice(-FLOOD_SLATES))
}

function note(slatesPerRefresh: number | undefined): string {
  const ends = `The figure at the end of a line is the mean of its last ${FLOOD_SLATES} slates.`
  if (!isMeasured(slatesPerRefresh) || slatesPerRefresh < 2) return ends
  return `${ends} The surface is asked anew after every ${formatCount(slatesPerRefresh)} slates; those between go on down the same list, which is why a line may rise and fall in that rhythm.`
}

function linesOf(named: NamedArm): Line[] {
  const shares = named.arm.exposureBySlate
  if (!shares) return []
  const looks = looksOf(named)
  return (['treated', 'control'] as const).map((kind) => ({
    ...looks[kind],
    points: slatePoints(shares[kind]),
    endShare: endShare(shares[kind]),
  }))
}

function tableRows(lines: readonly Line[]): string[][] {
  const slates = [
    ...new Set(lines.flatMap(({ points }) => points.map(({ slate }) => slate))),
  ].toSorted((a, b) => a - b)
  const columns = lines.map(({ points }) => new Map(points.map((p) => [p.slate, p.share])))
  return slates.map((slate) => [
    formatCount(slate),
    ...columns.map((column) => formatShare(column.get(slate))),
  ])
}
