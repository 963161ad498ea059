/** The checks of a gate as JUnit XML: a test case each, as every build server reads it. */
import { type GateCheck } from '../gate.ts'
import { checkName, checkSentence, type GateOf } from './sentences.ts'

export function junitXml(checks: readonly GateCheck[], of: GateOf): string {
  const failures = checks.filter(({ isWithin }) => !isWithin).length
  const cases = checks.map((check) => {
    const head = `    <testcase classname="${escapeXml(of.scenario)}" name="${escapeXml(checkName(check))}"`
    if (check.isWithin) return `${head}/>\n`
    const sentence = escapeXml(checkSentence(check))
    return `${head}>\n      <failure message="${sentence}" type="exposure-over-budget">${sentence}</failure>\n    </testcase>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="${checks.length}" failures="${failures}">
  <testsuite name="${escapeXml(`firebreak audit of ${of.recommender}`)}" tests="${checks.length}" failures="${failures}">
${cases.join('')}  </testsuite>
</testsuites>
`
}

/** Text for XML 1.0, which has no way at all to write most control characters. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
  )
}
