/** The network: its sizes in figures, then drawn. */
import { formatCount, isMeasured } from './format.ts'
import { type Markup, markup } from './markup.ts'
import { networkChart } from './network-chart.ts'
import { type ReportNetwork } from './report-data.ts'

export function networkSection(network: ReportNetwork): Markup {
  const figures = [
    ['unique followers of the sources', network.uniqueFollowers],
    ['sources', network.sources],
    ['seekers', network.seekers],
    ['connectors', network.connectors],
  ] as const
  const known = figures.filter(([, count]) => isMeasured(count))
  return markup`${
    known.length > 0 &&
    markup`<dl class="numbers">${known.map(
      ([name, count]) => markup`<div><dt>${name}</dt><dd>${formatCount(count)}</dd></div>`,
    )}</dl>\n`
  }${networkChart(network)}`
}
