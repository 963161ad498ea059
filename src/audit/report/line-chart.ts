/** Lines over slates: treated and control test accounts, guard off and on, named at their ends. */
import { type AnyLook, type NamedArm } from './arms.ts'
import { formatCount, formatShare } from './format.ts'
import { type Markup, markup } from './markup.ts'
import { type Drawing } from './picture.ts'
import { at, linearScale, linePath, niceTicks, spreadLabels } from './scale.ts'
import { svgPath } from './svg-path.ts'

export interface Line {
  readonly name: string
  readonly group: string
  readonly look: string
  readonly text: string
  /** Class of the mark at its end; control lines have none. */
  readonly dot: `dot-${AnyLook}` | null
  readonly points: readonly SlatePoint[]
  /** What is written at its end. */
  readonly endShare: number
}

export interface SlatePoint {
  readonly slate: number
  readonly share: number
}

/** A line without its points: how the treated and the control accounts of an arm look everywhere. */
export function looksOf({
  look,
  name,
}: Pick<NamedArm<AnyLook>, 'look' | 'name'>): Record<
  'treated' | 'control',
  Pick<Line, 'name' | 'group' | 'look' | 'text' | 'dot'>
> {
  const dashed = look === 'off' ? 'dashed' : 'dotted'
  return {
    treated: { name, group: 'treated', look, text: `${look}-text`, dot: `dot-${look}` },
    control: { name, group: 'control', look: `control ${dashed}`, text: 'quiet', dot: null },
  }
}

/**
 * Shares over slates, a line for each group, named at its end.
 *
 * @param of what the topmost tick is a share of: `of the first ten`.
 */
export function lineChart(lines: readonly Line[], of: string, width: number): Drawing {
  const narrow = width < 500
  const height = narrow ? 320 : 360
  const plot = { left: 0, right: width - labelWidth(lines, narrow), top: 34, bottom: height - 34 }
  const slates = Math.max(...lines.map(({ points }) => points.at(-1)!.slate))
  const top = Math.max(0.05, ...lines.flatMap(({ points }) => points.map(({ share }) => share)))
  const ticks = niceTicks(Math.min(1, top), 4)
  const y = linearScale(ticks.at(-1)!, plot.bottom, plot.top)
  const across = linearScale(Math.max(1, slates - 1), plot.left + 44, plot.right - 10)
  const x = (slate: number) => across(slate - 1)

  const grid = ticks.map(
    (tick, i) =>
      markup`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="0" x2="${plot.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/>
<text class="quiet" x="0" y="${at(y(tick) - 5)}">${formatShare(tick)}${i === ticks.length - 1 && ` ${of}`}</text>
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
  const labels = lines.map(({ name, group, text, dot, points, endShare }, i) => {
    const { slate } = points.at(-1)!
    const from = [x(slate), wanted[i]] as const
    const labelX = plot.right + 14
    const value = markup`<tspan class="strong">${formatShare(endShare)}</tspan>`
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

/** The name of a lone end of the guard is longer than those of the whole guard. */
function labelWidth(lines: readonly Line[], narrow: boolean): number {
  const isLong = lines.some(({ name }) => name.length > 12)
  return (narrow ? 112 : 186) + (isLong ? (narrow ? 20 : 54) : 0)
}

/** Round for the guard off, square for the guard on: the ends differ in shape as well. */
function mark(dot: Line['dot'], x: number, y: number): Markup | false {
  if (dot === 'dot-on') {
    return markup`<rect class="dot-on" x="${at(x - 5)}" y="${at(y - 5)}" width="10" height="10"/>`
  }
  return dot !== null && markup`<circle class="${dot}" cx="${at(x)}" cy="${at(y)}" r="5.5"/>`
}
