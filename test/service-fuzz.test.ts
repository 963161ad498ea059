/** Requests drawn from the service's own document, kept to it or not: what comes back is in it, and no 500. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deskOf } from './network-desk.ts'
import { NUMERIC_TYPE, postNumbers } from './numeric.ts'
import { plantedPlatform } from './planted-platform.ts'
import { runService } from './service.ts'

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly format?: string
}

interface Described {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>
  }
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly schema: Schema
  }[]
  readonly responses: Readonly<Record<string, unknown>>
}

/** Values that the schema allows; a kind of schema that is not known here is a fault of this test. */
function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map(valueOf))
  if (typeof schema.type === 'object') {
    return fc.oneof(...schema.type.map((type) => valueOf({ ...schema, type })))
  }
  if (schema.type === 'object') {
    const shape = Object.entries(schema.properties ?? {})
    const record = Object.fromEntries(shape.map(([name, each]) => [name, valueOf(each)]))
    return fc.record(record, { requiredKeys: [...(schema.required ?? [])] })
  }
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}), { maxLength: 8 })
  if (schema.type === 'string') {
    if (schema.format === 'date-time') {
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
    }
    const { minLength = 0, maxLength = 40 } = schema
    return fc.string({ unit: 'binary', minLength, maxLength: Math.min(40, maxLength) })
  }
  if (schema.type === 'integer') {
    return fc.integer({
      min: Math.max(schema.minimum ?? -9, -1e6),
      max: Math.min(schema.maximum ?? 9, 1e6),
    })
  }
  if (schema.type === 'number') {
    return fc.double({ min: schema.minimum ?? -1e15, max: schema.maximum ?? 1e15, noNaN: true })
  }
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (Object.keys(schema).length === 0) return fc.jsonValue()
  throw new Error(`a schema of an unknown kind: ${JSON.stringify(schema)}`)
}

/** The value with something in it replaced, added or left out. */
const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  if (Array.isArray(value) && value.length > 0) {
    return fc
      .tuple(fc.nat(value.length - 1), fc.jsonValue())
      .map(([i, other]) => value.with(i, other))
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    const name = fc.oneof(fc.constantFrom(...Object.keys(value)), fc.string())
    return fc
      .tuple(name, fc.option(fc.jsonValue(), { nil: undefined }))
      .map(([name, other]) => ({ ...value, [name]: other }))
  }
  return fc.jsonValue()
}

/** The ends of what must have been seen, so that a fuzz that is only ever refused is noticed. */
const REACHED = [
  'recommendations/filter 200',
  'interactions/filter 200',
  'signals 200',
  'brakes 201',
  'guard/changes 409',
  'guard/snapshot 200',
  'members 200',
  'map 200',
  'expand 200',
  'context 200',
  'evidence 200',
  'unique-followers 200',
  'aftermath 200',
  'candidates 200',
  'decisions/{id} 200',
  'bytes 400',
]

test('whatever is sent to any operation of the document, the answer is one that it has', async (context) => {
  const dir = mkdtempSync(join(tmpdir(), 'firebreak-fuzz-'))
  const { ask, keys, url, close } = await runService(dir, {
    networks: deskOf(plantedPlatform()),
  })
  context.after(async () => {
    await close()
    rmSync(dir, { recursive: true })
  })
  const { paths }: { paths: Record<string, Record<string, Described>> } = (
    await ask(null, 'GET', '/openapi.json')
  ).body
  const seen = new Set<string>()
  const real = await ask(keys.lead, 'POST', '/v1/brakes', {
    scope: { tag: 'zorblax' },
    reason: 'x',
    minutes: 1,
  })
  const spec = { kind: 'account', accounts: ['ada', 'bo'], reason: 'x' }
  const [{ id: opened }] = (await ask(keys.investigator, 'POST', '/v1/cases', spec)).body.cases
  // in a case of its own: whoever is protected by a drawn decision takes the other out of sight
  const own = { kind: 'account', accounts: ['cy'], reason: 'x' }
  const [{ id: decided }] = (await ask(keys.investigator, 'POST', '/v1/cases', own)).body.cases
  const asked = { case: decided, kind: 'limit', reason: 'x', policy: 'rule 4' }
  const made = await ask(keys.investigator, 'POST', '/v1/decisions', asked)
  const filing = { account: 'cy', reference: 'r:1' }
  const filed = await ask(keys.ingest, 'POST', '/v1/appeals', filing)
  // mostly one that is there, as it stands; else one of something else, spoilt, or of no meaning
  const there: Readonly<Record<string, string>> = {
    brakes: real.body.id,
    cases: opened,
    decisions: made.body.id,
    appeals: filed.body.id,
    networks: 'network-1',
  }
  const idsFor = (path: string) => {
    const others = fc.constantFrom(...Object.values(there), `${opened}%00`, '..', '%2e%2e%2f')
    const [, own] = Object.entries(there).find(([kind]) => path.includes(`/${kind}/`)) ?? []
    return own === undefined ? others : fc.oneof({ weight: 3, arbitrary: fc.constant(own) }, others)
  }
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { requestBody, parameters = [], responses }] of Object.entries(methods)) {
      const schema = requestBody?.content['application/json']?.schema
      // one that names a case mostly names one that is there: of none nothing is answered
      const sound = fc
        .tuple(valueOf(schema ?? {}), fc.nat(3))
        .map(([value, chance]) =>
          chance > 0 && schema?.properties?.['case'] ? { ...Object(value), case: opened } : value,
        )
      const body = schema
        ? fc.oneof(sound, sound.chain(spoilt), fc.jsonValue())
        : fc.constant(undefined)
      const names = fc.tuple(
        ...parameters.map((each) => fc.oneof(valueOf(each.schema), idsFor(path))),
      )
      const property = fc.asyncProperty(
        body,
        names,
        fc.constantFrom(...Object.values(keys)),
        async (body, names, key) => {
          const filled = parameters.reduce(
            (text, { name }, i) =>
              text.replace(`{${name}}`, encodeURIComponent(String(names[i]).toWellFormed())),
            path,
          )
          const asked = parameters.flatMap(({ name, in: where }, i) =>
            where === 'query' && names[i] !== undefined
              ? [`${name}=${encodeURIComponent(JSON.stringify(names[i]).toWellFormed())}`]
              : [],
          )
          const { status, body: answer } = await ask(
            key,
            method.toUpperCase(),
            asked.length > 0 ? `${filled}?${asked.join('&')}` : filled,
            body,
          )
          seen.add(`${method} ${path} ${status}`)
          // 503 is an answer of readiness only
          assert.ok(status < 500, `${method} ${path}: ${status}, ${JSON.stringify(answer)}`)
          const known = responses[status] ?? responses[`${Math.floor(status / 100)}XX`]
          assert.ok(known, `${method} ${path}: ${status} is not in the document`)
          if (status >= 400) assert.deepEqual(Object.keys(answer.error), ['code', 'message'])
        },
      )
      // a password that is tried costs a quarter of a second of work
      const numRuns = path === '/v1/session' ? 20 : 120
      await fc.assert(property, { numRuns })
      // a network, with a purpose, by one of two roles: few hit upon all, so the draws go on until one does
      const wanted = REACHED.filter((each) => `${method} ${path} 200`.endsWith(each))
      const isReached = () => wanted.every((each) => [...seen].some((one) => one.endsWith(each)))
      for (let more = 0; more < 50 && !isReached(); more++) await fc.assert(property, { numRuns })
      if (!requestBody?.content[NUMERIC_TYPE]) continue
      // bytes that mean nothing, and such as begin as they should
      const head = fc.tuple(fc.constant(1), fc.nat(8), fc.nat(8), fc.constant(0), fc.nat(8))
      const bytes = fc.tuple(head, fc.uint8Array({ maxLength: 100 }))
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.uint8Array({ maxLength: 100 }),
            bytes.map(([head, rest]) => Uint8Array.from([...head, 0, 0, 0, ...rest])),
          ),
          async (sent) => {
            const response = await postNumbers(url, keys.guard, sent)
            await response.arrayBuffer()
            assert.ok(response.status < 500, `${method} ${path} in bytes: ${response.status}`)
            seen.add(`bytes ${response.status}`)
          },
        ),
        { numRuns: 300 },
      )
    }
  }
  for (const each of REACHED) {
    assert.ok(
      [...seen].some((one) => one.endsWith(each)),
      `${each} was never reached`,
    )
  }
})
