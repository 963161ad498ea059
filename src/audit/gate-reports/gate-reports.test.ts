import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type GateCheck } from '../gate.ts'
import { junitXml } from './junit.ts'
import { escapeMarkdown, markdownSummary } from './markdown.ts'
import { sarifJson } from './sarif.ts'

const checks: GateCheck[] = [
  { surface: 'all', budget: 0.01, exposure: 0, upperBound: 0.0099, isWithin: true },
  { surface: 'feed', budget: 0.01, exposure: 0.02, upperBound: 0.03, isWithin: false },
]
const of = { recommender: 'http://x/?a=1&b="<2>"', scenario: "it's | <b>" }

test('junitXml() counts what failed, says why, and no name gets out of its attribute', () => {
  assert.equal(
    junitXml(checks, of),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1">
  <testsuite name="firebreak audit of http://x/?a=1&amp;b=&quot;&lt;2&gt;&quot;" tests="2" failures="1">
    <testcase classname="it's | &lt;b&gt;" name="exposure@10 over all surfaces"/>
    <testcase classname="it's | &lt;b&gt;" name="exposure@10 on feed">
      <failure message="The upper bound of exposure@10 on feed is 3.00 %, over the budget of 1.00 %; measured 2.00 %." type="exposure-over-budget">The upper bound of exposure@10 on feed is 3.00 %, over the budget of 1.00 %; measured 2.00 %.</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
  )
})

test('sarifJson() has the members that SARIF 2.1.0 requires, and a result for each check over budget', () => {
  const sarif = JSON.parse(sarifJson(checks, { ...of, scenarioFile: 'my scenario.yaml' }))
  assert.equal(sarif.version, '2.1.0')
  const [run] = sarif.runs
  assert.equal(run.tool.driver.name, 'firebreak')
  assert.deepEqual(
    run.results.map(({ ruleId, level, message }: { [key: string]: unknown }) => [
      ruleId,
      level,
      message,
    ]),
    [
      [
        run.tool.driver.rules[0].id,
        'error',
        {
          text: 'The upper bound of exposure@10 on feed is 3.00 %, over the budget of 1.00 %; measured 2.00 %.',
        },
      ],
    ],
  )
  const [location] = run.results[0].locations
  assert.equal(location.physicalLocation.artifactLocation.uri, 'my%20scenario.yaml')
})

test('markdownSummary() is a table whose cells no name can leave', () => {
  const summary = markdownSummary(checks, of)
  assert.match(summary, /1 of 2 checks over budget/)
  assert.match(
    summary,
    /\| \*\*over\*\* \| exposure@10 on feed \| 2\.00 % \| 3\.00 % \| 1\.00 % \|/,
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.doesNotMatch(escapeMarkdown(text), /[<>\n]|(?<!\\)[|[\]`]/)
    }),
  )
})
