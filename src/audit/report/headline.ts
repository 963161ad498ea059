/**
 * The first thing a reader sees: one plain sentence, made from the flood ratios.
 *
 * The sentence states counts and compares nothing, so that it stays true whatever the audit found.
 */
import { type NamedArm } from './arms.ts'
import { countOf, formatCount, formatShare, isMeasured } from './format.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { type ReportData, type ReportExposureBudget } from './report-data.ts'

export function headline(arms: readonly NamedArm[]): Markup {
  if (arms.length === 0) return markup`<p class="headline">No arm of this audit was run.</p>\n`
  const clauses = arms.map(({ look, name, arm }, i) => {
    const start = markup`${i === 0 ? 'With' : ' With'} the <span class="${look}">${name.toLowerCase()}</span>, `
    const count = perHundred(arm.floodRatio.value)
    // the second clause leans on the first: "none did"
    return i === 0
      ? markup`${start}${count} of the accounts recommended at the end belonged to the network.`
      : markup`${start}${count} did.`
  })
  return markup`<p class="headline">${clauses}</p>\n`
}

/** `none`, `61 in every 100`, `all`: a share as people count. */
export function perHundred(share: number): string {
  if (!isMeasured(share)) return 'an unmeasured part'
  if (share <= 0) return 'none'
  if (share >= 1) return 'all'
  if (share < 0.01) return 'fewer than 1 in 100'
  if (share > 0.99) return 'more than 99 in 100'
  return `${Math.round(share * 100)}\u00a0in\u00a0100`
}

/** A few sentences under the headline: how many saw anything, what it cost others, the budget. */
export function standfirst(arms: readonly NamedArm[], data: ReportData): Markup | false {
  const sentences: Content[] = []
  const seen = arms.filter(({ arm }) => isMeasured(arm.shareExposed)).map(exposedClause)
  if (seen.length > 0)
    sentences.push(`Shown an account of the network at least once: ${seen.join('; ')}. `)
  if (isMeasured(data.benignWithheldShare)) {
    const withheld = data.benignWithheldShare === 0 ? 'none' : formatShare(data.benignWithheldShare)
    sentences.push(`Recommendations of other accounts that the guard withheld: ${withheld}. `)
  }
  if (data.exposureBudget) sentences.push(budgetSentence(data.exposureBudget))
  return sentences.length > 0 && markup`<p class="standfirst">${sentences}</p>\n`
}

function exposedClause({ name, arm }: NamedArm): string {
  const exposed = Math.round((arm.shareExposed ?? 0) * arm.testAccounts)
  return `with the ${name.toLowerCase()}, ${exposed === 0 ? 'none' : formatCount(exposed)} of ${countOf(arm.testAccounts, 'test account')}`
}

function budgetSentence({ limit, within }: ReportExposureBudget): Markup {
  const verdict = within ? 'stayed within its budget' : 'went over its budget'
  return markup`The audit <strong>${verdict}</strong>: the upper bound of exposure@10 may be at most ${formatShare(limit)}.`
}
