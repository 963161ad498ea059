/** How it was done, so that another can do it again, and what must not be concluded from it. */
import { countOf, formatCount, isMeasured } from './format.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { type ReportData, type ReportFact } from './report-data.ts'

const MAX_ENTRIES = 40

export function methodSection({ method = {}, world }: ReportData): Markup {
  const facts: (readonly [string, Content])[] = []
  if (method.command) facts.push(['Command', markup`<code>${method.command}</code>`])
  if (isMeasured(method.seed)) facts.push(['Random seed', String(method.seed)])
  if (method.scenario) {
    facts.push([
      'Scenario',
      [method.scenario, method.scenarioSentence && `: ${method.scenarioSentence}`],
    ])
  }
  if (method.recommender) facts.push(['Recommender', method.recommender])
  if (world) facts.push(['Platform', platformText(world)])
  if (method.madeAt) facts.push(['Made', method.madeAt])
  if (isMeasured(method.elapsedSeconds)) {
    facts.push(['Took', countOf(Math.round(method.elapsedSeconds * 10) / 10, 'second')])
  }
  for (const { name, value } of (method.facts ?? []).slice(0, MAX_ENTRIES)) {
    facts.push([name, factText(value)])
  }
  const versions = (method.versions ?? []).slice(0, MAX_ENTRIES)
  if (versions.length > 0) facts.push(['Versions', versions.map(versionText).join(', ')])
  const limits = [...(world?.madeUp ? [MADE_UP_LIMIT] : []), ...(method.limits ?? [])]

  return markup`${
    facts.length > 0 &&
    markup`<dl class="facts">
${facts.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
`
  }<h3>How the measures are defined</h3>
<p class="note">A slate is one list of recommendations that a test account was shown. Treated test accounts make contact with the network as the scenario says; control test accounts do the same with ordinary accounts. Exposure@10 is the mean share of network accounts among the first ten places. The flood ratio is the share of network accounts in the last slates, after the contact. Intervals would hold the true value in about 95 of 100 such audits; the test account is what is drawn anew, not the slate. A score is not a probability, and a finding is not a verdict: people decide about people.</p>
${
  limits.length > 0 &&
  markup`<h3>Limits</h3>
<ul class="limits">
${limits.slice(0, MAX_ENTRIES).map((limit) => markup`<li>${limit}</li>\n`)}</ul>
`
}`
}

const MADE_UP_LIMIT =
  'The world is made up: no account, follow or tag in it belongs to anyone. What holds here has still to be shown on a real platform.'

function platformText(world: NonNullable<ReportData['world']>): string {
  const sizes = [
    isMeasured(world.accounts) && countOf(world.accounts, 'account'),
    isMeasured(world.follows) && countOf(world.follows, 'follow'),
    isMeasured(world.seeds) && `${countOf(world.seeds, 'seed')} known beforehand`,
  ].filter((size) => size !== false)
  return [sizes.join(', '), world.about].filter(Boolean).join('. ') || 'not described'
}

function factText(value: string | number): string {
  return typeof value === 'number' ? formatCount(value) : value
}

function versionText({ name, value }: ReportFact): string {
  return `${name} ${value}`
}
