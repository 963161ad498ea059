import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createRandom } from '../../util/random.ts'
import { renderReport } from './render-report.ts'
import { type ReportArm, type ReportData, type ReportNode } from './report-data.ts'

test('renderReport() gives the same bytes for the same data', () => {
  assert.equal(renderReport(example()), renderReport(example()))
})

test('renderReport() closes what it opens, and names each id once', () => {
  for (const data of [example(), minimal(), { title: '', arms: {} }]) {
    const html = renderReport(data)
    assert.deepEqual(unbalanced(html), [])
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const [, references] of html.matchAll(/aria-labelledby="([^"]*)"/g)) {
      for (const id of references.split(' ')) assert.ok(ids.includes(id), id)
    }
  }
})

test('renderReport() names no address and holds nothing that loads or runs', () => {
  const html = renderReport(example())
  assert.doesNotMatch(
    html,
    /https?:|\/\/|url\(|@import|\ssrc=|\shref=|<script|<link|<img|\son\w+=/i,
  )
})

test('renderReport() allows its own style sheet and nothing else', () => {
  const html = renderReport(example())
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  assert.ok(
    html.includes(`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;;`),
  )
  assert.doesNotMatch(html, /\sstyle=/)
})

test('renderReport() gives each picture a name, a description and its numbers', () => {
  const html = renderReport(example())
  const pictures = html.match(/<svg[^>]* role="img"[\s\S]*?<\/svg>/g) ?? []
  assert.equal(pictures.length, 17) // eight in two widths, the network in one
  for (const picture of pictures) {
    assert.match(picture, /<title id="[^"]+">[^<]+<\/title>\n<desc id="[^"]+">[^<]+<\/desc>/)
  }
  const figures = html.match(/<figure[\s\S]*?<\/figure>/g) ?? []
  assert.equal(figures.length, 9)
  for (const figure of figures) assert.match(figure, /<details>[\s\S]*<table>[\s\S]*<\/table>/)
})

test('renderReport() shows what there is and leaves out the rest', () => {
  const html = renderReport(minimal())
  assert.match(html, /Guard on/)
  assert.doesNotMatch(html, /Guard off|id="exposure"|id="network"|id="precision"|Made-up world/)
  assert.match(renderReport({ title: 'Nothing', arms: {} }), /No arm of this audit was run/)
  const empty = renderReport({
    ...minimal(),
    precision: { points: [] },
    network: { nodes: [], follows: [] },
    lookAlikes: { groups: [] },
    detectors: [],
    method: {},
  })
  assert.deepEqual(unbalanced(empty), [])
  assert.doesNotMatch(empty, /NaN|undefined|Infinity/)
})

test('renderReport() lets no text of the data become markup', () => {
  const plain = skeleton(renderReport(withText('plain')))
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
      assert.equal(skeleton(renderReport(withText(text))), plain)
    }),
    {
      numRuns: 60,
      examples: [['</title><script>'], ['" onload="x'], [']]>'], ['<!--'], ['${x}'], ['</style>']],
    },
  )
})

test('renderReport() draws any numbers without a broken coordinate', () => {
  const number = fc.double()
  fc.assert(
    fc.property(number, number, number, fc.array(number, { maxLength: 5 }), (a, b, c, series) => {
      const measured = { value: a, low: b, high: c }
      const arm = (): ReportArm => ({
        testAccounts: a,
        slates: b,
        exposureAt10: measured,
        floodRatio: measured,
        firstExposureMedianSlates: c,
        control: { exposureAt10: b },
        amplification: measured,
        shareExposed: a,
        exposureBySlate: { treated: series, control: series },
        amplificationInterval: measured,
        againstControl: [{ adjusted: a }],
        unexposedBySlate: {
          treated: series.map((time) => ({
            time,
            surviving: b,
            low: a,
            high: c,
            atRisk: a,
            events: b,
          })),
          control: [],
        },
      })
      const html = renderReport({
        title: 'Any numbers',
        arms: { unguarded: arm(), guarded: arm() },
        benignWithheldShare: c,
        precision: {
          points: series.map((budget) => ({ budget, precision: a, recall: b })),
          chosenBudget: c,
          baseRate: a,
        },
        lookAlikes: {
          groups: [{ kind: 'fan club', accounts: a, withheld: b }],
          networkWithheldShare: c,
        },
        detectors: [{ title: 'Walk', share: a, heldOutFound: measured }],
      })
      assert.doesNotMatch(html, /NaN|Infinity|undefined/)
    }),
    { numRuns: 200 },
  )
})

test('renderReport() writes no account ids, even when nodes carry some', () => {
  const nodes = [named('source', 'acct-70'), named('seeker', 'acct-71')]
  const html = renderReport({ ...minimal(), network: { nodes, follows: [[1, 0]] } })
  assert.doesNotMatch(html, /acct-7/)
})

test('renderReport() stays bounded whatever the size of the data', () => {
  const random = createRandom(8)
  const long = 'zorblax '.repeat(100_000)
  const data = example()
  const html = renderReport({
    ...data,
    title: long,
    arms: {
      unguarded: {
        ...data.arms.unguarded!,
        exposureBySlate: { treated: many(() => random.next()), control: many(() => 0) },
      },
    },
    precision: { points: many((i) => ({ budget: i + 1, precision: 1 })), chosenBudget: 500 },
    network: {
      nodes: many((i) => ({ role: i % 50 === 0 ? 'source' : 'seeker' })),
      follows: many(() => [random.below(100_000), 50 * random.below(2000)], 300_000),
    },
    lookAlikes: { groups: many((i) => ({ kind: `kind ${i}`, accounts: 9, withheld: 0 })) },
    detectors: many((i) => ({ title: `${long} ${i}`, share: 1e-5 }), 1000),
    method: {
      limits: many(() => long, 1000),
      facts: many((i) => ({ name: long, value: i }), 1000),
    },
  })
  assert.ok(html.length < 1_000_000, `${html.length} characters`)
  assert.match(html, /Drawn: 600 of 100,000 accounts/)
})

function minimal(): ReportData {
  return {
    title: 'Audit of follow suggestions',
    arms: {
      guarded: {
        testAccounts: 40,
        slates: 800,
        exposureAt10: { value: 0.0001, low: 0, high: 0.0003 },
        floodRatio: { value: 0, low: 0, high: 0 },
        firstExposureMedianSlates: null,
        control: { exposureAt10: 0 },
        amplification: null,
      },
    },
  }
}

function armWith(top: number): ReportArm {
  return {
    testAccounts: 60,
    slates: 1800,
    exposureAt10: { value: top, low: top * 0.9, high: top * 1.1 },
    floodRatio: { value: top, low: top * 0.9, high: top * 1.1 },
    firstExposureMedianSlates: top > 0.5 ? 1 : null,
    control: { exposureAt10: { value: 0.001, low: 0, high: 0.002 } },
    amplification: top * 500,
    shareExposed: top > 0.5 ? 1 : 0.02,
    exposureBySlate: {
      treated: Array.from({ length: 20 }, (_, i) => (top * i) / 20),
      control: Array.from({ length: 20 }, () => 0.001),
    },
    againstControl: [{ adjusted: 0.0003 }],
    unexposedBySlate: {
      treated: [{ time: 2, surviving: 1 - top, low: 0, high: 1, atRisk: 60, events: 60 * top }],
      control: [],
    },
    bySurface: ['feed', 'tag-page'].map((surface) => ({
      surface,
      exposureAt10: { value: top / 2, low: 0, high: top },
    })),
    lag: { exposures: [top, top / 2], before: 0, lift: 31, halfLifeSlates: 1 },
    furtherArms: {
      fresh: {
        exposureAt10: { value: 0, low: 0, high: 0.05 },
        firstExposureMedianSlates: null,
        amplification: 22,
      },
    },
  }
}

/** Data for every section; `text` stands wherever data can hold text. */
function withText(text: string): ReportData {
  return {
    title: text,
    arms: { unguarded: armWith(0.7), guarded: armWith(0.0002) },
    world: { madeUp: true, accounts: 50_000, follows: 800_000, seeds: 20, about: text },
    benignWithheldShare: 0.0004,
    exposureBudget: { limit: 0.01, within: true },
    precision: {
      points: [100, 200, 300, 400].map((budget) => ({
        budget,
        precision: Math.min(1, 250 / budget),
        recall: Math.min(1, budget / 250),
      })),
      chosenBudget: 250,
      baseRate: 0.01,
    },
    network: {
      nodes: [
        { role: 'source', seed: true },
        { role: 'seeker' },
        { role: 'seeker', mapped: false, planted: true },
        { role: 'connector' },
        { role: 'at-risk' },
        { role: 'bystander', planted: false },
      ],
      follows: [
        [1, 0],
        [2, 0],
        [3, 0],
        [1, 4],
        [5, 0],
      ],
      sources: 1,
      uniqueFollowers: 4,
    },
    lookAlikes: {
      groups: [
        { kind: text, accounts: 200, withheld: 0 },
        { kind: text, accounts: 150, withheld: 1 },
      ],
      networkWithheldShare: 0.97,
    },
    detectors: [
      { title: text, share: 0.7, heldOutFound: { value: 0.9, low: 0.8, high: 0.95 } },
      { title: text, share: 0.3, heldOutFound: null },
    ],
    method: {
      command: text,
      seed: 1,
      scenario: text,
      scenarioSentence: text,
      recommender: text,
      madeAt: text,
      elapsedSeconds: 41,
      facts: [{ name: text, value: text }],
      versions: [{ name: text, value: text }],
      limits: [text],
    },
  }
}

const example = () => withText('Zorblax fans')

function named(role: ReportNode['role'], account: string): ReportNode {
  return Object.assign({ role }, { account, id: account })
}

function many<T>(make: (i: number) => T, length = 100_000): T[] {
  return Array.from({ length }, (_, i) => make(i))
}

/** Tags with their attribute names: what a parser builds, without the words. */
function skeleton(html: string): string {
  return [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""')).join('')
}

/** Tags that were closed without being open, or left open. */
function unbalanced(html: string): string[] {
  const faults: string[] = []
  const open: string[] = []
  for (const [, closing, name, selfClosed] of html.matchAll(/<(\/?)([a-z]\w*)[^>]*?(\/?)>/g)) {
    if (selfClosed || name === 'meta') continue
    if (!closing) open.push(name)
    else if (open.pop() !== name) faults.push(name)
  }
  return [...faults, ...open]
}
