/** Of the first N accounts of the ranking, how many are really of the network. */
import { dataTable } from './data-table.ts'
import { formatCount, formatShare, isMeasured } from './format.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { type Drawing, picture } from './picture.ts'
import { type PrecisionPoint, type ReportPrecision } from './report-data.ts'
import { at, linearScale, linePath, niceTicks } from './scale.ts'
import { svgPath } from './svg-path.ts'
import { textWidth } from './text-width.ts'
import { thin } from './thin.ts'

const MAX_POINTS = 200

/** Null when nothing was measured. */
export function precisionChart(data: ReportPrecision): Markup | null {
  const points = thin(
    data.points
      .filter(({ budget, precision }) => isMeasured(budget) && budget >= 0 && isMeasured(precision))
      .toSorted((a, b) => a.budget - b.budget),
    MAX_POINTS,
  )
  if (points.length === 0) return null
  const chosen = chosenPoint(points, data.chosenBudget)
  return picture({
    id: 'precision',
    title: 'Precision over the review budget',
    description: `A line from the first account of the ranking to number ${formatCount(points.at(-1)!.budget)}: the share of the accounts so far that are of the network. ${chosen ? sentence(chosen) : ''}`,
    draw: (width) => draw(points, chosen, data.baseRate, width),
    note:
      isMeasured(data.baseRate) &&
      `The dotted line: of accounts picked at random, ${formatShare(data.baseRate)} are of the network.`,
    table: dataTable({
      caption: 'The first accounts of the ranking, seeds left out',
      head: ['First accounts', 'Of the network', 'Precision', 'Share of the network found'],
      rows: points.map(({ budget, precision, recall }) => [
        formatCount(budget),
        formatCount(Math.round(budget * precision)),
        formatShare(precision),
        formatShare(recall),
      ]),
    }),
  })
}

/** The measured point nearest to the chosen budget. */
function chosenPoint(
  points: readonly PrecisionPoint[],
  budget: number | undefined,
): PrecisionPoint | null {
  if (!isMeasured(budget)) return null
  return points.reduce((best, point) =>
    Math.abs(point.budget - budget) < Math.abs(best.budget - budget) ? point : best,
  )
}

function sentence({ budget, precision, recall }: PrecisionPoint): string {
  const found = isMeasured(recall) ? `; ${formatShare(recall)} of the network is among them` : ''
  return `At the chosen budget of ${formatCount(budget)}, ${formatShare(precision)} are of the network${found}.`
}

function draw(
  points: readonly PrecisionPoint[],
  chosen: PrecisionPoint | null,
  baseRate: number | undefined,
  width: number,
): Drawing {
  const narrow = width < 500
  const height = narrow ? 330 : 360
  const plot = { left: 52, right: width - (narrow ? 8 : 130), top: 58, bottom: height - 42 }
  const end = points.at(-1)!.budget || 1
  const x = linearScale(end, plot.left, plot.right)
  const y = linearScale(1, plot.bottom, plot.top)

  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (tick) =>
      markup`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${plot.left}" x2="${plot.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/>
<text class="quiet end" x="${plot.left - 8}" y="${at(y(tick) + 4.5)}">${formatShare(tick)}</text>
`,
  )
  const budgets = niceTicks(end, narrow ? 3 : 6)
    .filter((tick) => tick <= end)
    .map(
      (tick) =>
        markup`<text class="quiet middle" x="${at(x(tick))}" y="${plot.bottom + 18}">${formatCount(tick)}</text>`,
    )
  const axisName = markup`<text class="quiet end" x="${plot.right}" y="${plot.bottom + 36}">accounts reviewed, best first</text>\n`

  const found = points.filter(({ recall }) => isMeasured(recall))
  const lines: Content[] = [
    isMeasured(baseRate) &&
      svgPath(
        'control dotted line',
        linePath([
          [plot.left, y(baseRate)],
          [plot.right, y(baseRate)],
        ]),
      ),
    found.length > 1 &&
      svgPath(
        'line control dashed',
        linePath(found.map((p) => [x(p.budget), y(p.recall!)] as const)),
      ),
    svgPath('line ink', linePath(points.map((p) => [x(p.budget), y(p.precision)] as const))),
  ]
  return {
    height,
    body: [
      grid,
      budgets,
      axisName,
      lines,
      lineNames(points, found, plot, y, narrow),
      chosen && budgetMark(chosen, x(chosen.budget), y, plot, width),
    ],
  }
}

interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Names at the right ends; above the picture where there is no room beside it. */
function lineNames(
  points: readonly PrecisionPoint[],
  found: readonly PrecisionPoint[],
  plot: Plot,
  y: (share: number) => number,
  narrow: boolean,
): Content {
  const named = found.length > 1
  if (narrow) {
    return markup`<text class="strong" x="0" y="14">— Precision</text>${
      named && markup`<text class="quiet" x="104" y="14">– – Share of the network found</text>`
    }\n`
  }
  const precisionY = y(points.at(-1)!.precision)
  const recallY = named ? y(found.at(-1)!.recall!) : 0
  // two lines of words each: keep them apart when the curves end close together
  const apart = named && Math.abs(precisionY - recallY) < 36
  const shift = apart ? (36 - Math.abs(precisionY - recallY)) / 2 : 0
  const precisionShift = precisionY < recallY ? -shift : shift
  const left = plot.right + 10
  return [
    markup`<text class="strong" x="${left}" y="${at(precisionY + precisionShift + 4)}">Precision</text>\n`,
    named &&
      markup`<text class="quiet" x="${left}" y="${at(recallY - precisionShift - 2)}">Share of the<tspan x="${left}" dy="15">network found</tspan></text>\n`,
  ]
}

function budgetMark(
  { budget, precision, recall }: PrecisionPoint,
  x: number,
  y: (share: number) => number,
  plot: Plot,
  width: number,
): Markup {
  const words = `of the first ${formatCount(budget)}, ${formatShare(precision)} are of the network`
  const half = textWidth(words, 13, 'bold') / 2
  const wordsX = Math.min(Math.max(x, half), width - half)
  return markup`<line class="ink dashed" x1="${at(x)}" x2="${at(x)}" y1="${plot.top - 12}" y2="${plot.bottom}"/>
${isMeasured(recall) && markup`<circle class="dot-control" cx="${at(x)}" cy="${at(y(recall))}" r="4"/>`}<circle class="dot-ink" cx="${at(x)}" cy="${at(y(precision))}" r="5.5"/>
<text class="strong middle" x="${at(wordsX)}" y="${plot.top - 20}">${words}</text>
`
}
