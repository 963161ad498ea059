/** What each detector contributes, and how many seeds it finds that it had not seen. */
import { dataTable } from './data-table.ts'
import { formatRange, formatShare, intervalOf, isMeasured, valueOf } from './format.ts'
import { type Markup, markup } from './markup.ts'
import { type Drawing, picture } from './picture.ts'
import { type ReportDetector } from './report-data.ts'
import { at, linearScale, niceTicks } from './scale.ts'
import { fitText } from './text-width.ts'

const MAX_DETECTORS = 16

/** Null when there is none. */
export function detectorChart(all: readonly ReportDetector[]): Markup | null {
  const detectors = all
    .filter(({ share }) => isMeasured(share))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, MAX_DETECTORS)
  if (detectors.length === 0) return null
  return picture({
    id: 'detectors',
    title: 'Detectors: share of the score, held-out seeds found',
    description: `A row for each detector: a bar for its share in the fused score, a dot for the share of held-out seeds among its first hundredth. ${detectors
      .map(({ title, share }) => `${title}: ${formatShare(share)}`)
      .join('; ')}.`,
    draw: (width) => draw(detectors, width),
    note:
      all.length > detectors.length &&
      `The ${MAX_DETECTORS} detectors with the largest shares are drawn.`,
    table: dataTable({
      caption: 'Detectors',
      head: ['Detector', 'Share', 'Held-out seeds found', '95\u202f% interval'],
      rows: detectors.map(({ title, share, heldOutFound }) => {
        const interval = intervalOf(heldOutFound)
        return [
          title,
          formatShare(share),
          formatShare(valueOf(heldOutFound)),
          interval ? formatRange(interval) : '–',
        ]
      }),
    }),
  })
}

function draw(detectors: readonly ReportDetector[], width: number): Drawing {
  const gutter = width < 500 ? 24 : 40
  const column = (width - gutter) / 2
  const valueRoom = 52
  const ticks = niceTicks(Math.max(...detectors.map(({ share }) => share), 0.01), 2)
  const shareX = linearScale(ticks.at(-1)!, 0, column - valueRoom)
  const precisionLeft = column + gutter
  const precisionX = linearScale(1, precisionLeft + 6, width - valueRoom)
  const top = 30
  const pitch = 50
  const bottom = top + detectors.length * pitch

  const head = markup`<text class="quiet" x="0" y="14">Share of the score</text>
<text class="quiet" x="${at(precisionLeft)}" y="14">${width < 500 ? 'Held-out seeds found' : 'Held-out seeds in its first 1\u202f%'}</text>
<line class="axis" x1="0" x2="${at(column)}" y1="22" y2="22"/><line class="axis" x1="${at(precisionLeft)}" x2="${width}" y1="22" y2="22"/>
`
  const rows = detectors.map(({ title, share, heldOutFound }, i) => {
    const y = top + i * pitch + 34
    const value = valueOf(heldOutFound)
    const interval = intervalOf(heldOutFound)
    const barEnd = shareX(share)
    return markup`<text class="strong" x="0" y="${y - 14}">${fitText(title, 13, width, 'bold')}</text>
<rect class="bar" x="0" y="${y - 6}" width="${at(Math.max(1, barEnd))}" height="13"/><text x="${at(barEnd + 8)}" y="${y + 5}">${formatShare(share)}</text>
${value !== null && markup`<line class="grid" x1="${at(precisionX(0))}" x2="${at(precisionX(1))}" y1="${y}" y2="${y}"/>`}${
      interval &&
      markup`<line class="interval" x1="${at(precisionX(interval.low))}" x2="${at(precisionX(interval.high))}" y1="${y}" y2="${y}"/>`
    }${value !== null && markup`<circle class="dot-on" cx="${at(precisionX(value))}" cy="${y}" r="5.5"/>`}<text class="end" x="${width}" y="${y + 5}">${value === null ? 'not measured' : formatShare(value)}</text>
`
  })
  return { height: bottom, body: [head, rows] }
}
