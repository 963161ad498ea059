import { hash } from 'node:crypto'
import { canonicalJson, type Json } from '../util/canonical-json.ts'
import { type Scenario } from './scenario.ts'

/** SHA-256 over the scenario with its defaults filled in: how its file was written does not matter. */
export function scenarioHash(scenario: Scenario): string {
  const json: Json = JSON.parse(JSON.stringify(scenario))
  return hash('sha256', canonicalJson(json))
}
