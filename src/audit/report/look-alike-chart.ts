/** Innocent groups of the same shape as a network: which share of each the guard withholds. */
import { dataTable } from './data-table.ts'
import { countOf, formatCount, formatShare, isMeasured } from './format.ts'
import { type Markup, markup } from './markup.ts'
import { type Drawing, picture } from './picture.ts'
import { type ReportLookAlike, type ReportLookAlikes } from './report-data.ts'
import { at, linearScale } from './scale.ts'
import { svgPath } from './svg-path.ts'
import { fitText, textWidth } from './text-width.ts'

/** More kinds than this share the last row. */
const MAX_KINDS = 12

interface Row {
  readonly kind: string
  readonly groups: number
  readonly accounts: number
  readonly withheld: number
  readonly largestShare: number
  /** How many groups have about this share, in steps of one per cent. */
  readonly groupsByPercent: ReadonlyMap<number, number>
}

/** Null when there are no groups with accounts. */
export function lookAlikeChart({ groups, networkWithheldShare }: ReportLookAlikes): Markup | null {
  const rows = rowsByKind(groups)
  if (rows.length === 0) return null
  const largest = rows.reduce((most, row) => Math.max(most, row.largestShare), 0)
  return picture({
    id: 'look-alikes',
    title: 'Look-alike groups, and how much of each is withheld',
    description: `A row for each kind of innocent group, a dot for the groups of about the same share. No group has more than ${formatShare(largest)} of its accounts withheld.${isMeasured(networkWithheldShare) ? ` Of the network, ${formatShare(networkWithheldShare)} is withheld.` : ''}`,
    draw: (width) => draw(rows, networkWithheldShare, width),
    note: `The group with the largest share has ${formatShare(largest)} of its accounts withheld. A larger dot stands for more groups.`,
    table: dataTable({
      caption: 'Accounts withheld in innocent groups',
      head: ['Kind', 'Groups', 'Accounts', 'Withheld', 'Largest share'],
      rows: rows.map((row) => [
        readable(row.kind),
        formatCount(row.groups),
        formatCount(row.accounts),
        formatCount(row.withheld),
        formatShare(row.largestShare),
      ]),
    }),
  })
}

function rowsByKind(groups: readonly ReportLookAlike[]): Row[] {
  const byKind = new Map<string, ReportLookAlike[]>()
  for (const group of groups) {
    if (!(group.accounts > 0) || !isMeasured(group.withheld)) continue
    // the rest share a row, so that no input makes a picture without end
    const room = byKind.has(group.kind) || byKind.size < MAX_KINDS
    const kind = room ? group.kind : OTHERS
    const known = byKind.get(kind)
    if (known) known.push(group)
    else byKind.set(kind, [group])
  }
  return [...byKind].map(([kind, members]) => {
    const groupsByPercent = new Map<number, number>()
    let accounts = 0
    let withheld = 0
    let largestShare = 0
    for (const group of members) {
      const share = Math.min(1, Math.max(0, group.withheld / group.accounts))
      const percent = Math.round(share * 100)
      groupsByPercent.set(percent, (groupsByPercent.get(percent) ?? 0) + 1)
      accounts += group.accounts
      withheld += group.withheld
      largestShare = Math.max(largestShare, share)
    }
    return { kind, groups: members.length, accounts, withheld, largestShare, groupsByPercent }
  })
}

function draw(rows: readonly Row[], networkShare: number | undefined, width: number): Drawing {
  const narrow = width < 500
  const left = 10
  const right = width - 16
  const top = 30
  const pitch = 46
  const x = linearScale(1, left, right)
  const measured = isMeasured(networkShare)
  const bottom = top + (rows.length + (measured ? 1 : 0)) * pitch
  const ticks = (narrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map(
    (tick) =>
      markup`<line class="grid" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${top - 8}" y2="${bottom}"/>
<text class="quiet ${tick === 0 ? '' : tick === 1 ? 'end' : 'middle'}" x="${at(tick === 0 ? 0 : tick === 1 ? width : x(tick))}" y="14">${formatShare(tick)}${tick === 0 && ' withheld'}</text>
`,
  )
  const strips = rows.map((row, i) => {
    const lineY = top + i * pitch + 32
    const bubbles = [...row.groupsByPercent]
      .toSorted(([a], [b]) => a - b)
      .map(([percent, groups]) => {
        const radius = Math.min(10, 4.5 + Math.sqrt(groups - 1))
        return markup`<circle class="bubble" cx="${at(x(percent / 100))}" cy="${lineY}" r="${at(radius)}"/>`
      })
    const counts = `${countOf(row.groups, 'group')}, ${formatCount(row.withheld)} of ${countOf(row.accounts, 'account')}`
    return strip(readable(row.kind), counts, lineY, bubbles, width)
  })
  const network =
    measured &&
    strip(
      'The network, to compare',
      formatShare(networkShare),
      top + rows.length * pitch + 32,
      svgPath('bubble-network', diamond(x(networkShare), top + rows.length * pitch + 32, 8)),
      width,
    )
  return { height: bottom + 8, body: [ticks, strips, network] }
}

function strip(
  name: string,
  counts: string,
  y: number,
  marks: Markup | readonly Markup[],
  width: number,
): Markup {
  const room = width - textWidth(counts, 13) - 20
  return markup`<line class="grid" x1="0" x2="${width}" y1="${y}" y2="${y}"/>
${marks}<text class="strong halo" x="0" y="${y - 15}">${fitText(name, 13, room, 'bold')}</text><text class="quiet end halo" x="${width}" y="${y - 15}">${counts}</text>
`
}

/** `fan-club` as `Fan club`. */
function readable(kind: string): string {
  return (kind.slice(0, 1).toUpperCase() + kind.slice(1)).replaceAll('-', ' ')
}

function diamond(x: number, y: number, r: number): string {
  return `M${at(x)} ${at(y - r)}L${at(x + r)} ${at(y)}L${at(x)} ${at(y + r)}L${at(x - r)} ${at(y)}Z`
}

const OTHERS = 'other kinds'
