/**
 * The first thing a reader sees: one plain sentence, made from the flood ratios.
 *
 * The sentence states counts and compares nothing, so that it stays true whatever the audit found.
 */
import { NO_KNOWN_ANSWERS, NO_KNOWN_ANSWERS_UNGUARDED } from '../known-answers.ts'
import { type NamedArm } from './arms.ts'
import { countOf, formatCount, formatShare, isMeasured } from './format.ts'
import { type Content, type Markup, markup } from './markup.ts'
import { type ReportArm, type ReportData, type ReportExposureBudget } from './report-data.ts'

/** @param knownAnswers without them, the network is only what is known and mapped of it. */
export function headline(arms: readonly NamedArm[], knownAnswers = true): Markup {
  if (arms.length === 0) return markup`<p class="headline">No arm of this audit was run.</p>\n`
  const clauses = arms.map(({ look, name, arm }, i) => {
    const start = markup`${i === 0 ? 'With' : ' With'} the <span class="${look}">${name.toLowerCase()}</span>, `
    const count = perHundred(arm.floodRatio.value)
    // the second clause leans on the first: "none did"
    return i === 0
      ? markup`${start}${count} of the accounts recommended at the end belonged to the ${knownAnswers ? 'network' : 'known or mapped network'}.`
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
  } else if (data.knownAnswers === false && data.arms.guarded) {
    sentences.push(
      'Recommendations of other accounts that the guard withheld: not measurable without known answers. ',
    )
  }
  if (data.exposureBudget) sentences.push(budgetSentence(data.exposureBudget, arms.at(-1)?.arm))
  if (data.knownAnswers === false) sentences.push(markup` <strong>${caveatOf(data)}</strong>`)
  return sentences.length > 0 && markup`<p class="standfirst">${sentences}</p>\n`
}

function exposedClause({ name, arm }: NamedArm): string {
  const exposed = Math.round((arm.shareExposed ?? 0) * arm.testAccounts)
  return `with the ${name.toLowerCase()}, ${exposed === 0 ? 'none' : formatCount(exposed)} of ${countOf(arm.testAccounts, 'test account')}`
}

/** The guarded arm comes last, and is the one that was judged when it was run. */
function budgetSentence({ limit, within }: ReportExposureBudget, judged?: ReportArm): Markup {
  const verdict = within ? 'stayed within its budget' : 'went over its budget'
  const bound = isMeasured(judged?.exposureAt10.high)
    ? `is ${formatShare(judged.exposureAt10.high)} and `
    : ''
  return markup`The audit <strong>${verdict}</strong>: the upper bound of exposure@10 ${bound}may be at most ${formatShare(limit)}${judged && exposedOf(judged)}.`
}

function exposedOf({ shareExposed, testAccounts }: ReportArm): string {
  if (!isMeasured(shareExposed)) return ''
  const exposed = Math.round(shareExposed * testAccounts)
  return `; ${exposed === 0 ? 'none' : formatCount(exposed)} of ${countOf(testAccounts, 'test account')} saw any network account`
}

/** What must not be concluded where there are no known answers. */
export function caveatOf({ arms }: ReportData): string {
  return arms.guarded ? NO_KNOWN_ANSWERS : NO_KNOWN_ANSWERS_UNGUARDED
}
