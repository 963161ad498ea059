/** The checks of a gate as JUnit XML: a test case each, as every build server reads it. */
import { escapeXml } from '../../util/escape-xml.ts'
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
