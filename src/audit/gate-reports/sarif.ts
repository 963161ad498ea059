/** The checks of a gate as SARIF 2.1.0 (OASIS, 2020): those over budget are results. */
import { type GateCheck } from '../gate.ts'
import { checkSentence, type GateOf } from './sentences.ts'

const RULE = 'exposure-over-budget'

/** @param scenarioFile what the finding is pinned to, a path or a name. */
export function sarifJson(
  checks: readonly GateCheck[],
  of: GateOf & { readonly scenarioFile: string },
): string {
  const results = checks
    .filter(({ isWithin }) => !isWithin)
    .map((check) => ({
      ruleId: RULE,
      level: 'error',
      message: { text: checkSentence(check) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(of.scenarioFile.toWellFormed()) },
          },
        },
      ],
      partialFingerprints: { check: `${of.recommender}/${of.scenario}/${check.surface}` },
    }))
  const rules = [
    { id: RULE, shortDescription: { text: 'Exposure to the network may be over its budget.' } },
  ]
  const run = { tool: { driver: { name: 'firebreak', rules } }, results }
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`
}
