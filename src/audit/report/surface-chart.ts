/** Exposure on each surface: a bar for each arm, with its interval, and the numbers beside it. */
import { type AnyLook, type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { formatRange, formatShare, isMeasured } from './format.ts'
import { type Markup, markup } from './markup.ts'
import { type Drawing, picture } from './picture.ts'
import { type ReportSurface } from './report-data.ts'
import { at, linearScale, niceTicks, type Scale } from './scale.ts'

const ROW = 21
const BAR = 11
const HEADING = 24
const GAP = 14
/** There are seven; more than this come from no audit. */
const MOST_SURFACES = 20

interface Bar extends Pick<NamedArm<AnyLook>, 'look' | 'name'>, ReportSurface {}

/** Null where an arm was measured on one surface only: the table says it already. */
export function surfaceChart(arms: readonly NamedArm<AnyLook>[]): Markup | null {
  const bars = arms.flatMap(({ look, name, arm }) =>
    (arm.bySurface ?? []).map((found): Bar => ({ look, name, ...found })),
  )
  const surfaces = [...new Set(bars.map(({ surface }) => surface))].slice(0, MOST_SURFACES)
  if (surfaces.length < 2 && arms.length < 3) return null
  const groups = surfaces.map((surface) => bars.filter((bar) => bar.surface === surface))
  if (groups.length === 0) return null
  return picture({
    id: 'surfaces',
    title: 'Exposure on each surface',
    description: `For each surface a bar for each arm: the share of network accounts among the first ten. ${bars
      .map(
        ({ surface, name, exposureAt10 }) =>
          `${title(surface)}, ${name.toLowerCase()}: ${formatShare(exposureAt10.value)}`,
      )
      .join('; ')}.`,
    draw: (width) => draw(groups, width),
    note: 'Treated test accounts. The thin line over a bar is the interval of 95 %.',
    table: dataTable({
      caption: 'Exposure@10 of treated test accounts on each surface',
      head: ['Surface', 'Arm', 'Exposure@10', 'Interval'],
      rows: bars.map(({ surface, name, exposureAt10 }) => [
        title(surface),
        name,
        formatShare(exposureAt10.value),
        formatRange(exposureAt10),
      ]),
    }),
  })
}

function draw(groups: readonly (readonly Bar[])[], width: number): Drawing {
  const narrow = width < 500
  const plot = { left: narrow ? 108 : 128, right: width - (narrow ? 62 : 186), top: 26 }
  const ends = groups.flat().flatMap(({ exposureAt10: { value, high } }) => [value, high])
  const ticks = niceTicks(Math.min(1, Math.max(0.02, ...ends.filter(isMeasured))), narrow ? 2 : 4)
  const x = linearScale(ticks.at(-1)!, plot.left, plot.right)

  let y = plot.top
  const drawn = groups.map((bars) => {
    const heading = markup`<text class="strong halo" x="0" y="${y + 16}">${title(bars[0].surface)}</text>\n`
    y += HEADING
    const rows = bars.map((bar) => {
      const row = drawBar(bar, x, y, width, narrow)
      y += ROW
      return row
    })
    y += GAP
    return [heading, rows]
  })
  const height = y - GAP + 4
  const grid = ticks.map(
    (tick) =>
      markup`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${plot.top}" y2="${height}"/>
<text class="quiet middle" x="${at(x(tick))}" y="14">${formatShare(tick)}</text>
`,
  )
  return { height, body: [grid, drawn] }
}

function drawBar(
  { look, name, exposureAt10: { value, low, high } }: Bar,
  x: Scale,
  top: number,
  width: number,
  narrow: boolean,
): Markup {
  const middle = at(top + ROW / 2)
  const baseline = at(top + ROW / 2 + 4.5)
  const words = markup`<text class="quiet" x="0" y="${baseline}">${name}</text>
<text class="end" x="${width}" y="${baseline}"><tspan class="strong">${formatShare(value)}</tspan>${
    !narrow &&
    isMeasured(low) &&
    isMeasured(high) &&
    markup`<tspan class="quiet"> ${formatRange({ low, high })}</tspan>`
  }</text>
`
  if (!isMeasured(value)) return words
  const bar = markup`<rect class="bar-${look}" x="${at(x(0))}" y="${at(top + (ROW - BAR) / 2)}" width="${at(x(value) - x(0))}" height="${BAR}"/>\n`
  const isInterval = isMeasured(low) && isMeasured(high) && high > low
  return markup`${bar}${
    isInterval &&
    markup`<line class="interval" x1="${at(x(low))}" x2="${at(x(high))}" y1="${middle}" y2="${middle}"/>\n`
  }${words}`
}

/** `follow-suggestions` as a reader says it: `Follow suggestions`. */
export function title(surface: string): string {
  const words = surface.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
