import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedArms } from './arms.ts'
import { headline, perHundred, standfirst } from './headline.ts'
import { markupText } from './markup.ts'
import { type ReportArm, type ReportData } from './report-data.ts'

function arm(flood: number, shareExposed: number | null = null): ReportArm {
  return {
    testAccounts: 60,
    slates: 1800,
    exposureAt10: { value: flood, low: flood, high: flood },
    floodRatio: { value: flood, low: flood, high: flood },
    firstExposureMedianSlates: null,
    control: { exposureAt10: 0 },
    amplification: null,
    shareExposed,
  }
}

const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .trim()

test('headline() says both arms in one sentence each', () => {
  const arms = namedArms({ unguarded: arm(0.713), guarded: arm(0) })
  assert.equal(
    plain(markupText(headline(arms))),
    'With the guard off, 71 in 100 of the accounts recommended at the end belonged to the network. With the guard on, none did.',
  )
})

test('headline() stays true when the guard does not help, and when an arm is missing', () => {
  const worse = headline(namedArms({ unguarded: arm(0.2), guarded: arm(0.4) }))
  assert.match(plain(markupText(worse)), /20 in 100.*With the guard on, 40 in 100 did\.$/)
  const one = headline(namedArms({ guarded: arm(0.002) }))
  assert.match(plain(markupText(one)), /^With the guard on, fewer than 1 in 100 of the accounts/)
  assert.match(plain(markupText(headline([]))), /No arm of this audit was run/)
})

test('perHundred() says none and all only for none and all', () => {
  assert.equal(perHundred(0), 'none')
  assert.equal(perHundred(1), 'all')
  assert.equal(perHundred(0.004), 'fewer than 1 in 100')
  assert.equal(perHundred(0.996), 'more than 99 in 100')
  assert.equal(perHundred(Number.NaN), 'an unmeasured part')
})

test('standfirst() counts test accounts, the cost to others and the budget', () => {
  const data: ReportData = {
    title: 'Audit',
    arms: { unguarded: arm(0.7, 1), guarded: arm(0, 0) },
    benignWithheldShare: 0.0004,
    exposureBudget: { limit: 0.01, within: false },
  }
  const text = standfirst(namedArms(data.arms), data)
  assert.equal(
    plain(text === false ? '' : markupText(text)),
    'Shown an account of the network at least once: with the guard off, 60 of 60 test accounts; with the guard on, none of 60 test accounts. Recommendations of other accounts that the guard withheld: 0.04 %. The audit went over its budget: the upper bound of exposure@10 is 0 % and may be at most 1 %; none of 60 test accounts saw any network account.',
  )
})

test('headline() and standfirst() claim no more than is known without known answers', () => {
  const data: ReportData = {
    title: 'Audit',
    arms: { unguarded: arm(0.7, 1), guarded: arm(0, 0) },
    knownAnswers: false,
    benignWithheldShare: null,
  }
  const arms = namedArms(data.arms)
  assert.match(plain(markupText(headline(arms, false))), /belonged to the known or mapped network/)
  const text = standfirst(arms, data)
  const words = plain(text === false ? '' : markupText(text))
  assert.match(words, /withheld: not measurable without known answers\./)
  assert.match(words, /not that the map is complete; import a truth file/)
})

test('standfirst() is left out when there is nothing to say', () => {
  assert.equal(standfirst([], { title: 'Audit', arms: {} }), false)
})
