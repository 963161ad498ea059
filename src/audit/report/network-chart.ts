/** The network drawn: accounts as marks by role, follows as faint lines. Roles only, never ids. */
import { dataTable } from './data-table.ts'
import { countOf, formatCount } from './format.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { layoutNetwork } from './network-layout.ts'
import {
  keyMark,
  MARK_NAMES,
  MARK_RADII,
  type MarkKind,
  markKind,
  markPath,
  seedRingPath,
} from './network-mark.ts'
import { type NetworkSample, sampleNetwork } from './network-sample.ts'
import { picture } from './picture.ts'
import { type ReportNetwork } from './report-data.ts'
import { at } from './scale.ts'
import { svgPath } from './svg-path.ts'

const BOX = { width: 680, height: 600 } as const

/** Small marks first, so that the large ones lie on top. */
const ORDER: readonly MarkKind[] = [
  'seeker',
  'missed',
  'bystander',
  'lone-seed',
  'connector',
  'at-risk',
  'source',
]

/** Null when there is no account to draw. */
export function networkChart(network: ReportNetwork): Markup | null {
  if (network.nodes.length === 0) return null
  const sample = sampleNetwork(network)
  const kinds = sample.nodes.map(markKind)
  const counts = countKinds(network)
  const shown = ORDER.toReversed().filter((kind) => kinds.includes(kind))
  return markup`<ul class="key" aria-label="Marks in the picture">${shown.map(
    (kind) => markup`<li>${keyMark(kind)}${MARK_NAMES[kind]}</li>\n`,
  )}${
    sample.nodes.some(({ seed }) => seed) &&
    markup`<li>${keyMark('seed')}Ring: a seed, known before the map</li>\n`
  }<li>${LINE_MARK}Line: one follows the other</li></ul>
${picture({
  id: 'network',
  title: 'The network, drawn',
  description: `Accounts as marks whose shape is their role, with a faint line for each follow. ${counts
    .map(([name, count]) => `${name}: ${formatCount(count)}`)
    .join('; ')}.`,
  draw: () => ({ height: BOX.height, body: drawNetwork(sample, kinds) }),
  wordless: true,
  note: sampledNote(network, sample),
  table: dataTable({
    caption: 'Accounts by role',
    head: ['Role', 'Accounts'],
    rows: counts.map(([name, count]) => [name, formatCount(count)]),
  }),
})}`
}

const LINE_MARK = markup`<svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true"><line class="leader" x1="1" x2="21" y1="11" y2="11"/></svg>`

function drawNetwork({ nodes, follows }: NetworkSample, kinds: readonly MarkKind[]): Markup {
  const radii = nodes.map(({ seed }, i) => MARK_RADII[kinds[i]] + (seed ? 3 : 0))
  const { xs, ys } = layoutNetwork(radii, follows, BOX)
  const marks = ORDER.map((kind) => {
    const path = kinds.map((k, i) => (k === kind ? markPath(kind, xs[i], ys[i]) : '')).join('')
    return path && svgPath(kind, path)
  })
  const rings = nodes
    .map(({ seed }, i) => (seed ? seedRingPath(kinds[i], xs[i], ys[i]) : ''))
    .join('')
  return markup`${edgePaths(follows, xs, ys)}${marks}${rings && svgPath('seed-ring', rings)}`
}

/**
 * One path for each followed account: within a path faint strokes do not add up, between paths they
 * do, so that dense parts are darker and a single account's followers are not.
 */
function edgePaths(
  follows: readonly (readonly [number, number])[],
  xs: Float64Array,
  ys: Float64Array,
): Content {
  const byTarget = new Map<number, string>()
  for (const [from, to] of follows) {
    const line = `M${Math.round(xs[from])} ${Math.round(ys[from])}L${at(xs[to])} ${at(ys[to])}`
    byTarget.set(to, (byTarget.get(to) ?? '') + line)
  }
  // fainter when there are many: five thousand full strokes would be one dark disc
  const opacity = Math.min(0.2, Math.max(0.08, 500 / follows.length))
  return markup`<g stroke-opacity="${Math.round(opacity * 100) / 100}">
${[...byTarget.values()].map((path) => svgPath('edges', path))}</g>
`
}

function countKinds(network: ReportNetwork): [string, number][] {
  const counts = new Map<MarkKind, number>()
  let seeds = 0
  for (const node of network.nodes) {
    const kind = markKind(node)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (node.seed) seeds++
  }
  const rows = ORDER.toReversed()
    .filter((kind) => counts.has(kind))
    .map((kind): [string, number] => [MARK_NAMES[kind], counts.get(kind)!])
  if (seeds > 0) rows.push(['Seeds, among these', seeds])
  return rows
}

function sampledNote(
  network: ReportNetwork,
  { nodes, follows, followsBefore }: NetworkSample,
): string {
  const accounts = Math.max(network.accounts ?? 0, network.nodes.length)
  const part =
    nodes.length < accounts
      ? `Drawn: ${formatCount(nodes.length)} of ${countOf(accounts, 'account')}, a sample that prefers seeds, sources, at-risk accounts and connectors,`
      : `Drawn: all ${countOf(accounts, 'account')}`
  const lines =
    follows.length < followsBefore
      ? `${formatCount(follows.length)} of the ${formatCount(followsBefore)} follows`
      : `the ${countOf(follows.length, 'follow')}`
  return `${part} and ${lines} between them. Accounts that share links lie close together; nothing else about a place has a meaning.`
}
