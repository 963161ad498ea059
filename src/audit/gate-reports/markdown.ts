/** The checks of a gate as a Markdown summary, for the page of a build. */
import { type GateCheck } from '../gate.ts'
import { checkName, type GateOf, percent } from './sentences.ts'

export function markdownSummary(checks: readonly GateCheck[], of: GateOf): string {
  const failed = checks.filter(({ isWithin }) => !isWithin).length
  const rows = checks.map(
    (check) =>
      `| ${check.isWithin ? 'within' : '**over**'} | ${escapeMarkdown(checkName(check))} | ${percent(check.exposure)} | ${percent(check.upperBound)} | ${percent(check.budget)} |`,
  )
  return `## Exposure audit of ${escapeMarkdown(of.recommender)}: ${failed === 0 ? 'within budget' : `${failed} of ${checks.length} checks over budget`}

Scenario ${escapeMarkdown(of.scenario)}. A check holds when the upper bound is within the budget.

| | measure | measured | upper bound | budget |
|---|---|---|---|---|
${rows.join('\n')}
`
}

/** Text as it is: no name can begin a table cell, a link or a tag. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
