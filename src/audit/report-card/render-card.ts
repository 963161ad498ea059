/**
 * The report card as one HTML page: recommenders or releases beside each other, a row for each
 * surface, a cell the darker the more it leaks. One hue, from light to dark: everybody can tell the
 * steps apart, in print too, and each cell says its number besides.
 *
 * @module
 */
import { formatCount, formatRange, formatShare } from '../report/format.ts'
import { type Markup, markup } from '../report/markup.ts'
import { htmlPage } from '../report/html-page.ts'
import { PAGE_STYLE } from '../report/page-style.ts'
import { title } from '../report/surface-chart.ts'
import { leaksMost } from './leaks-most.ts'
import { type CardArm, CARD_ARMS, type CardColumn } from './read-card.ts'

const ARM_TITLES: Readonly<Record<CardArm, string>> = {
  unguarded: 'Guard off',
  guarded: 'Guard on',
}

/** Upper ends of the steps; what is above the last is the darkest. */
const STEPS = [0, 0.002, 0.01, 0.03, 0.1, 0.3] as const
const SHADES = [0, 8, 16, 26, 38, 50, 64] as const

const CARD_STYLE = `${PAGE_STYLE}
body { max-width: 980px; }
.heat { table-layout: fixed; margin-top: 20px; border-collapse: separate; border-spacing: 3px; }
.heat th, .heat td { border: 0; padding: 8px 10px; text-align: center; border-radius: 3px; }
.heat th:first-child { text-align: left; padding-left: 0; width: 22%; }
.heat thead th { border-bottom: 1.5px solid var(--ink); border-radius: 0; }
.heat td small { color: var(--ink); white-space: normal; }
.heat .most { outline: 2.5px solid var(--ink); outline-offset: -1px; }
.steps { display: flex; flex-wrap: wrap; gap: 4px; list-style: none; margin: 14px 0 0; padding: 0; font-size: 13px; }
.steps li { padding: 3px 10px; border-radius: 3px; }
${SHADES.map((shade, step) => `.heat-${step} { background: color-mix(in srgb, var(--guard-off) ${shade}%, var(--paper)); ${step === 0 ? 'box-shadow: inset 0 0 0 1px var(--hairline); ' : ''}}`).join('\n')}
@media print { @page { size: A4 landscape; } .heat { font-size: 9pt; } }
`

/** The whole file. */
export function renderCard(columns: readonly CardColumn[]): string {
  const sections = CARD_ARMS.filter((arm) => columns.some(({ arms }) => arms[arm])).map((arm) =>
    armSection(columns, arm),
  )
  return htmlPage(
    'Report card',
    CARD_STYLE,
    markup`<header>
<h1>Report card: what leads to the network, surface by surface</h1>
<p class="origin">${columns.length} audits · exposure@10 of treated test accounts, with intervals of 95 %</p>
</header>
<main>
${sections}${method(columns)}</main>
`,
  )
}

function armSection(columns: readonly CardColumn[], arm: CardArm): Markup {
  const surfaces = [
    ...new Set(columns.flatMap(({ arms }) => (arms[arm] ?? []).map(({ surface }) => surface))),
  ]
  const worst = leaksMost(columns, arm)
  const rows = surfaces.map(
    (surface) =>
      markup`<tr><th scope="row">${title(surface)}</th>${columns.map(({ arms }, place) => {
        const found = arms[arm]?.find((each) => each.surface === surface)
        if (!found) return markup`<td>–</td>`
        const isMost = worst?.column === place && worst.surface === surface
        const { exposureAt10: exposure } = found
        return markup`<td class="${`heat-${stepOf(exposure.value)}${isMost ? ' most' : ''}`}"><strong>${formatShare(exposure.value)}</strong><small>${formatRange(exposure)}</small></td>`
      })}</tr>\n`,
  )
  return markup`<section>
<h2>${ARM_TITLES[arm]}</h2>
<p class="deck">${leakSentence(columns, arm)}</p>
<table class="heat">
<thead><tr><th scope="col">Surface</th>${columns.map((column) => markup`<th scope="col">${column.recommender}${column.release !== null && markup`<small>${column.release}</small>`}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
<ul class="steps" aria-label="What the shades stand for">${STEPS.map((end, step) => markup`<li class="heat-${step}">${step === 0 ? 'none' : `up to ${formatShare(end)}`}</li>`)}<li class="heat-${STEPS.length}">more</li></ul>
</section>
`
}

/** `Leaks most: related accounts of co-follow, 38.7 % …` */
export function leakSentence(columns: readonly CardColumn[], arm: CardArm): string {
  const worst = leaksMost(columns, arm)
  if (!worst) return 'Nothing of the network was seen on any surface.'
  const { surface, exposureAt10, column, notApartFrom } = worst
  const apart =
    notApartFrom === 0
      ? ' Its interval lies above all others.'
      : ` Its interval does not set it apart from ${notApartFrom === 1 ? 'one other cell' : `${formatCount(notApartFrom)} other cells`}.`
  return `Leaks most: ${title(surface).toLowerCase()} of ${nameOf(columns[column])}, ${formatShare(exposureAt10.value)} (${formatRange(exposureAt10)}).${apart}`
}

export function nameOf({ recommender, release }: CardColumn): string {
  return release === null ? recommender : `${recommender} ${release}`
}

function method(columns: readonly CardColumn[]): Markup {
  const isOneScenario = new Set(columns.map(({ scenarioHash }) => scenarioHash)).size === 1
  return markup`<section>
<h2>How it was done</h2>
<p class="note">${
    isOneScenario
      ? 'All of them ran the same scenario.'
      : 'These audits did not run the same scenario: a difference between columns may be one between scenarios.'
  } Every file was as it was signed when this page was made.</p>
<dl class="facts">
${columns.map(
  (column) =>
    markup`<dt>${nameOf(column)}</dt><dd>${column.scenario}, ${formatCount(column.testAccounts)} test accounts, scenario <code>${column.scenarioHash}</code></dd>\n`,
)}</dl>
</section>
`
}

function stepOf(share: number): number {
  const step = STEPS.findIndex((end) => share <= end)
  return step < 0 ? STEPS.length : step
}
