/**
 * The report as one HTML file: nothing is fetched, nothing runs.
 *
 * Made for a reader who was not there: the finding in a sentence, the table, the pictures, how it
 * was done. It holds roles and counts and never an account id. The same data gives the same bytes.
 *
 * @module
 */
import { everyArm, namedArms } from './arms.ts'
import { beforeAfterTable } from './before-after-table.ts'
import { detectorChart } from './detector-chart.ts'
import { exposureChart } from './exposure-chart.ts'
import { firstExposureChart } from './first-exposure-chart.ts'
import { furtherArmsTable } from './further-arms-table.ts'
import { headline, standfirst } from './headline.ts'
import { htmlPage } from './html-page.ts'
import { hundredChart } from './hundred-chart.ts'
import { lagChart } from './lag-chart.ts'
import { lookAlikeChart } from './look-alike-chart.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { methodSection } from './method-section.ts'
import { networkSection } from './network-section.ts'
import { PAGE_STYLE } from './page-style.ts'
import { precisionChart } from './precision-chart.ts'
import { type ReportData } from './report-data.ts'
import { surfaceChart } from './surface-chart.ts'

/** The whole file. At most about a megabyte, whatever the size of the data. */
export function renderReport(data: ReportData): string {
  return htmlPage(data.title, PAGE_STYLE, page(data))
}

function page(data: ReportData): Markup {
  const arms = namedArms(data.arms)
  const all = everyArm(data.arms)
  const { precision, network, lookAlikes, detectors } = data
  return markup`<header>
<h1>${data.title}</h1>
<p class="origin">${origin(data)}</p>
${data.world?.madeUp && markup`<p class="made-up"><strong>Made-up world.</strong> Every account, follow and tag in this report is invented.</p>\n`}</header>
<main>
${headline(arms, data.knownAnswers)}${standfirst(arms, data)}${
    arms.length > 0 && [hundredChart(arms), beforeAfterTable(arms, data)]
  }${section(
    'Exposure from slate to slate',
    'The share of network accounts among the first ten recommendations, one slate after another. Treated test accounts made contact with the network; control test accounts did the same with ordinary accounts.',
    exposureChart(arms, data.method?.slatesPerRefresh),
    true,
  )}${section(
    'Surface by surface',
    'The share of network accounts among the first ten, wherever test accounts looked. Each end of the guard alone shows what it does without the other.',
    surfaceChart(all),
    true,
  )}${section(
    'What one contact sets off',
    'Exposure of treated test accounts from the contact on, over what they were shown before it.',
    lagChart(arms),
  )}${section(
    'Until the first account of the network',
    'How long test accounts go without being shown anybody of the network. Glancing contact was enough where the line falls at once.',
    firstExposureChart(all),
  )}${section(
    'Other accounts to compare with',
    'Had anybody been shown the same? Accounts that met nobody, that the recommender knew nothing of, or that like the same things.',
    furtherArmsTable(arms),
  )}${section(
    'How many of the first accounts are really of the network',
    'People review the ranking from the top, seeds left out. The budget is how many accounts they have time for.',
    precision && precisionChart(precision),
  )}${section(
    'The network',
    'What was mapped from the seeds. A shape is a role; a role is what an account seems to do, for people to confirm.',
    network && networkSection(network),
    true,
  )}${section(
    'Innocent groups that look alike',
    'Fan clubs, families and other groups can have the shape of a network without being one. None should be withheld as a group.',
    lookAlikes && lookAlikeChart(lookAlikes),
    true,
  )}${section(
    'What the score is made of',
    'No detector is best everywhere, so several are weighed. Left, the share of each in the fused score; right, how many of the known seeds it found among its first hundredth when they were hidden from it.',
    detectors && detectorChart(detectors),
  )}${section('How it was done', null, methodSection(data), true)}</main>
`
}

/** A part of the page; nothing when it has no content. `ownSheet` starts a new sheet in print. */
function section(
  title: string,
  deck: string | null,
  content: Content,
  ownSheet = false,
): Markup | false {
  if (!content) return false
  return markup`<section${ownSheet && markup` class="sheet"`}>
<h2>${title}</h2>
${deck && markup`<p class="deck">${deck}</p>\n`}${content}</section>
`
}

function origin({ method }: ReportData): string {
  return ['Exposure audit', method?.scenario, method?.recommender, method?.madeAt]
    .filter(Boolean)
    .join(' · ')
}
