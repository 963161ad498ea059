/**
 * Whether a value is what a schema of the service's own document says. Answers about networks leave the
 * service as they were written, without another look.
 *
 * @module
 */
import assert from 'node:assert/strict'

export interface AnswerSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly AnswerSchema[]
  readonly properties?: Readonly<Record<string, AnswerSchema>>
  readonly required?: readonly string[]
  readonly items?: AnswerSchema
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isSafeInteger(value),
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

/** @throws {AssertionError} with the place where it is something else. */
export function assertConforms(value: unknown, schema: AnswerSchema, place = 'answer'): void {
  if (schema.anyOf) {
    const fits = schema.anyOf.some((each) => {
      try {
        assertConforms(value, each, place)
        return true
      } catch {
        return false
      }
    })
    return assert.ok(fits, `${place} is none of what it may be: ${JSON.stringify(value)}`)
  }
  if (typeof schema.type === 'object') {
    const anyOf = schema.type.map((type) => ({ ...schema, type }))
    return assertConforms(value, { anyOf }, place)
  }
  if (schema.enum) return assert.ok(schema.enum.includes(value), `${place}: ${String(value)}`)
  const isType = TYPES[schema.type ?? '']
  assert.ok(isType, `${place} has a schema of an unknown kind: ${JSON.stringify(schema)}`)
  assert.ok(isType(value), `${place} is no ${schema.type}: ${JSON.stringify(value)}`)
  if (Array.isArray(value)) {
    for (const [k, each] of value.entries()) assertConforms(each, schema.items!, `${place}[${k}]`)
  }
  if (schema.type !== 'object') return
  const properties = schema.properties ?? {}
  const fields = Object.entries(Object(value))
  assert.deepEqual(
    fields.map(([name]) => name).toSorted(),
    Object.keys(properties).toSorted(),
    place,
  )
  for (const [name, each] of fields) assertConforms(each, properties[name], `${place}.${name}`)
}
