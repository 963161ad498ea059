/** Exposure over slates: treated and control test accounts, guard off and on, named at their ends. */
import { FLOOD_SLATES } from '../measures.ts'
import { mean } from '../../statistics/mean.ts'
import { type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { formatCount, formatShare, isMeasured } from './format.ts'
import { type Markup, markup } from './markup.ts'
import { type Drawing, picture } from './picture.ts'
import { at, linearScale, linePath, niceTicks, spreadLabels } from './scale.ts'
import { svgPath } from './svg-path.ts'
import { thin } from './thin.ts'

/** More points than this are thinned: the line looks the same. */
const MAX_POINTS = 200

interface Line {
  readonly name: string
  readonly group: string
  readonly look: string
  readonly text: string
  /** Class of the mark at its end; control lines have none. */
  readonly dot: 'dot-off' | 'dot-on' | null
  readonly points: readonly SlatePoint[]
  /** Mean of the last slates, as the flood ratio takes them: a single slate may be an odd one. */
  readonly endShare: number
}

interface SlatePoint {
  readonly slate: number
  readonly share: number
}

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
    draw: (width) => draw(lines, width),
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

function endShare(shares: readonly number[]): number {
  return mean(shares.filter(isMeasured).slice(-FLOOD_SLATES))
}

function note(slatesPerRefresh: number | undefined): string {
  const ends = `The figure at the end of a line is the mean of its last ${FLOOD_SLATES} slates.`
  if (!isMeasured(slatesPerRefresh) || slatesPerRefresh < 2) return ends
  return `${ends} The surface is asked anew after every ${formatCount(slatesPerRefresh)} slates; those between go on down the same list, which is why a line may rise and fall in that rhythm.`
}

function linesOf({ look, name, arm }: NamedArm): Line[] {
  const shares = arm.exposureBySlate
  if (!shares) return []
  const dashed = look === 'off' ? 'dashed' : 'dotted'
  return [
    {
      name,
      group: 'treated',
      look,
      text: `${look}-text`,
      dot: `dot-${look}`,
      points: slatePoints(shares.treated),
      endShare: endShare(shares.treated),
    },
    {
      name,
      group: 'control',
      look: `control ${dashed}`,
      text: 'quiet',
      dot: null,
      points: slatePoints(shares.control),
      endShare: endShare(shares.control),
    },
  ]
}

function draw(lines: readonly Line[], width: number): Drawing {
  const narrow = width < 500
  const height = narrow ? 320 : 360
  const plot = { left: 0, right: width - (narrow ? 112 : 186), top: 34, bottom: height - 34 }
  const slates = Math.max(...lines.map(({ points }) => points.at(-1)!.slate))
  const top = Math.max(0.05, ...lines.flatMap(({ points }) => points.map(({ share }) => share)))
  const ticks = niceTicks(Math.min(1, top), 4)
  const y = linearScale(ticks.at(-1)!, plot.bottom, plot.top)
  const across = linearScale(Math.max(1, slates - 1), plot.left + 44, plot.right - 10)
  const x = (slate: number) => across(slate - 1)

  const grid = ticks.map(
    (tick, i) =>
      markup`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="0" x2="${plot.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/>
<text class="quiet" x="0" y="${at(y(tick) - 5)}">${formatShare(tick)}${i === ticks.length - 1 && ' of the first ten'}</text>
`,
  )
  const slateTicks = [
    ...new Set(niceTicks(slates, narrow ? 3 : 6).map((tick) => Math.max(1, tick))),
  ]
    .filter((tick) => tick <= slates && Number.isInteger(tick))
    .map(
      (tick) =>
        markup`<text class="quiet middle" x="${at(x(tick))}" y="${plot.bottom + 18}">${tick === 1 ? 'slate 1' : formatCount(tick)}</text>`,
    )

  const drawn = lines.toReversed().map(({ look, points }) => {
    const path = linePath(points.map(({ slate, share }) => [x(slate), y(share)] as const))
    return svgPath(`line ${look}`, path)
  })

  const lineHeight = narrow ? 36 : 20
  const wanted = lines.map(({ points }) => y(points.at(-1)!.share))
  const placed = spreadLabels(wanted, lineHeight, plot.top, plot.bottom + (narrow ? 2 : 4))
  const labels = lines.map(({ name, group, text, dot, points, endShare: end }, i) => {
    const { slate } = points.at(-1)!
    const from = [x(slate), wanted[i]] as const
    const labelX = plot.right + 14
    const value = markup`<tspan class="strong">${formatShare(end)}</tspan>`
    const words = narrow
      ? markup`<tspan class="strong">${name}</tspan><tspan x="${labelX}" dy="16">${group} ${value}</tspan>`
      : markup`<tspan class="strong">${name}</tspan>, ${group} ${value}`
    const labelY = at(placed[i] + (narrow ? -4 : 4.5))
    return markup`${svgPath(
      'leader',
      linePath([
        [from[0] + 6, from[1]],
        [plot.right + 2, placed[i]],
        [plot.right + 10, placed[i]],
      ]),
    )}${mark(dot, ...from)}<text class="${text}" x="${labelX}" y="${labelY}">${words}</text>
`
  })
  return { height, body: [grid, slateTicks, drawn, labels] }
}

/** Round for the guard off, square for the guard on: the ends differ in shape as well. */
function mark(dot: Line['dot'], x: number, y: number): Markup | false {
  if (dot === 'dot-on') {
    return markup`<rect class="dot-on" x="${at(x - 5)}" y="${at(y - 5)}" width="10" height="10"/>`
  }
  return dot !== null && markup`<circle class="${dot}" cx="${at(x)}" cy="${at(y)}" r="5.5"/>`
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
