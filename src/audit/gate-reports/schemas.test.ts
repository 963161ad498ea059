/** What build servers read, against the schemas that they read it by. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import Ajv04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import * as fc from 'fast-check'
import { SURFACES } from '../../model/surface.ts'
import { type GateCheck } from '../gate.ts'
import { junitXml } from './junit.ts'
import { sarifJson } from './sarif.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const checks: fc.Arbitrary<GateCheck[]> = fc.array(
  fc.record({
    surface: fc.constantFrom('all' as const, ...SURFACES),
    budget: share,
    exposure: share,
    upperBound: share,
    isWithin: fc.boolean(),
  }),
  { maxLength: 8 },
)
const name = fc.string({ unit: 'binary', minLength: 1 })

test('sarifJson() holds to the schema of SARIF 2.1.0, whatever the names', () => {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  const schema: object = JSON.parse(readFileSync(file, 'utf8'))
  // of SARIF's own release candidate 5, whose text the standard kept, in JSON Schema draft 4
  const ajv = new Ajv04.default({ strict: false, unicodeRegExp: false })
  addFormats.default(ajv)
  const isValid = ajv.compile(schema)
  fc.assert(
    fc.property(checks, name, name, name, (all, recommender, scenario, scenarioFile) => {
      const sarif: unknown = JSON.parse(sarifJson(all, { recommender, scenario, scenarioFile }))
      assert.ok(isValid(sarif), JSON.stringify(isValid.errors))
    }),
  )
  // a schema that lets anything pass would say nothing
  assert.ok(!isValid({ version: '2.1.0', runs: [{ results: [] }] }))
})

/**
 * The schema that Jenkins publishes for its readers (junit-10.xsd): of each element, the attributes it must
 * have, those it may have, and what may stand in it.
 */
const JUNIT: Readonly<Record<string, readonly [must: string, may: string, inside: string]>> = {
  testsuites: ['', 'name time tests failures errors', 'testsuite'],
  testsuite: [
    'name tests',
    'failures errors time skipped timestamp hostname id package',
    'testcase',
  ],
  testcase: ['name', 'classname time status assertions', 'failure'],
  failure: ['', 'type message', ''],
}

test('junitXml() holds to the schema that build servers read, and its counts to its cases', () => {
  fc.assert(
    fc.property(checks, name, name, (all, recommender, scenario) => {
      const xml = junitXml(all, { recommender, scenario })
      const open: string[] = []
      const seen: Record<string, number> = {}
      const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
      assert.notEqual(body, xml)
      for (const [, text, end, tag, attributes, single] of body.matchAll(TOKENS)) {
        if (!tag) continue
        // outside of a failure there is white space only
        if (open.at(-1) !== 'failure') assert.equal(text.trim(), '')
        if (end) {
          assert.equal(open.pop(), tag)
          continue
        }
        const parent = open.at(-1)
        assert.equal(parent === undefined ? 'testsuites' : JUNIT[parent][2], tag)
        const names = [...attributes.matchAll(/([\w-]+)="[^"<]*"/g)].map(([, key]) => key)
        assert.equal(new Set(names).size, names.length)
        const must = JUNIT[tag][0].split(' ').filter(Boolean)
        const may = [...must, ...JUNIT[tag][1].split(' ')]
        for (const key of must) assert.ok(names.includes(key), `${tag} without ${key}`)
        for (const key of names) assert.ok(may.includes(key), `${tag} with ${key}`)
        seen[tag] = (seen[tag] ?? 0) + 1
        if (!single) open.push(tag)
      }
      assert.deepEqual(open, [])
      const failures = all.filter(({ isWithin }) => !isWithin).length
      assert.deepEqual([seen.testcase ?? 0, seen.failure ?? 0], [all.length, failures])
      assert.match(
        xml,
        new RegExp(`<testsuite name="[^"]*" tests="${all.length}" failures="${failures}">`),
      )
    }),
  )
})

/** Text up to a tag, and the tag taken apart. */
const TOKENS = /([^<]*)<(\/?)(\w+)((?:\s+[\w-]+="[^"<]*")*)(\/?)>/g
