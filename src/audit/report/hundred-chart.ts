/** Of every hundred accounts recommended at the end, how many were of the network: a square each. */
import { type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { formatShare, isMeasured } from './format.ts'
import { perHundred } from './headline.ts'
import { type Markup, markup } from './markup.ts'
import { type Drawing, picture } from './picture.ts'
import { at } from './scale.ts'

const COLUMNS = 20
const ROWS = 5

export function hundredChart(arms: readonly NamedArm[]): Markup {
  return picture({
    id: 'hundred',
    title: 'Of every hundred accounts recommended at the end',
    description: `A hundred squares for each arm; a filled one is an account of the network. ${arms
      .map(({ name, arm }) => `${name}: ${perHundred(arm.floodRatio.value)}.`)
      .join(' ')}`,
    draw: (width) => draw(arms, width),
    table: dataTable({
      caption: 'Share of network accounts in the last slates (flood ratio)',
      head: ['Arm', 'Share', 'Lower', 'Upper'],
      rows: arms.map(({ name, arm }) => [
        name,
        formatShare(arm.floodRatio.value),
        formatShare(arm.floodRatio.low),
        formatShare(arm.floodRatio.high),
      ]),
    }),
  })
}

function draw(arms: readonly NamedArm[], width: number): Drawing {
  const stacked = width < 500
  const gutter = 32
  const blockWidth = stacked || arms.length < 2 ? Math.min(width, 400) : (width - gutter) / 2
  const pitch = blockWidth / COLUMNS
  const blockHeight = 28 + pitch * ROWS
  const blocks = arms.map(({ look, name, arm }, index) => {
    const left = stacked ? 0 : index * (blockWidth + gutter)
    const top = stacked ? index * (blockHeight + 20) : 0
    const share = arm.floodRatio.value
    const filled = isMeasured(share) ? Math.min(100, Math.max(0, Math.round(share * 100))) : 0
    const squares = Array.from({ length: COLUMNS * ROWS }, (_, i) => {
      // column by column, so that the filled part ends in a straight edge
      const x = at(left + Math.floor(i / ROWS) * pitch + 1)
      const y = at(top + 28 + (i % ROWS) * pitch + 1)
      const side = at(pitch - 4)
      return markup`<rect x="${x}" y="${y}" width="${side}" height="${side}" class="${i < filled ? `cell-${look}` : 'cell'}"/>`
    })
    return markup`<text x="${at(left)}" y="${at(top + 14)}"><tspan class="strong ${look}-text">${name}</tspan> ${perHundred(share)}</text>
${squares}
`
  })
  const height = stacked ? arms.length * (blockHeight + 20) - 20 : blockHeight
  return { height: Math.ceil(height), body: blocks }
}
