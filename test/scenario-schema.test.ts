/** docs/scenario.schema.json says of each scenario what the reader says, as far as a schema can. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { parseScenario } from '../src/audit/scenario.ts'
import { scenarios } from '../src/audit/scenarios/index.ts'

const docs = new URL('../docs/', import.meta.url)
const schema: object = JSON.parse(readFileSync(new URL('scenario.schema.json', docs), 'utf8'))
const isValid = new Ajv({ allowUnionTypes: true }).compile(schema)

test('the schema knows every ready scenario and the documented one', () => {
  for (const scenario of scenarios) assert.ok(isValid(scenario), scenario.name)
  const page = readFileSync(new URL('scenarios.md', docs), 'utf8')
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  const documented: unknown = parse(example)
  assert.ok(isValid(documented), JSON.stringify(isValid.errors))
  assert.equal(parseScenario(documented).guard, 'both')
})

test('of scenarios with one thing changed, the schema and the reader refuse the same', () => {
  const ok = {
    name: 'x',
    title: 'X',
    surface: 'feed',
    slateSize: 10,
    slatesPerRefresh: 3,
    persona: { ageBand: 'minor', region: null, interests: ['zorblax'], standing: 'watch' },
    harm: 'minors',
    arms: ['fresh'],
    guard: 'shadow',
    budgets: { feed: 0.1 },
    steps: [
      { kind: 'warm-up', follows: 1, views: 0 },
      { kind: 'meet', by: 'view', count: 1 },
      { kind: 'follow-recommended', count: 2 },
      { kind: 'remove-network' },
      { kind: 'look', slates: 3, surface: 'explore' },
    ],
  }
  assert.ok(isValid(ok))
  parseScenario(ok)
  const words = ['off', 'on', 'all', 'feed', 'explore', 'view', 'look', 'minor', 'fresh', 'watch']
  const value = fc.oneof(
    fc.integer({ min: -1, max: 1001 }),
    fc.constantFrom<unknown>(...words, '', true, 0.5, [], {}, ['fresh'], { feed: 2 }),
  )
  const places = placesOf(ok)
  let refused = 0
  fc.assert(
    fc.property(fc.constantFrom(...places), value, (place, put) => {
      const changed = structuredClone(ok)
      setAt(changed, place, put)
      let read = true
      try {
        parseScenario(changed)
      } catch (error) {
        // what hangs on several steps together no schema says
        if (/^scenario\.steps (has|shows)/.test(String(error instanceof Error && error.message))) {
          return
        }
        read = false
        refused++
      }
      assert.equal(isValid(changed), read, `${place.join('.')}: ${JSON.stringify(put)}`)
    }),
    { numRuns: 1_000, seed: 1 },
  )
  assert.ok(refused > 300)
})

/** Each key of each object, and one that is none. */
function placesOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([key, part]) => [
    [...at, key],
    ...placesOf(part, [...at, key]),
  ])
  return Array.isArray(value) ? inside : [...inside, [...at, 'none-such']]
}

function setAt(value: object, [key, ...rest]: readonly string[], put: unknown): void {
  if (rest.length === 0) Object.assign(value, { [key]: put })
  else setAt(Object.entries(value).find(([name]) => name === key)![1], rest, put)
}
