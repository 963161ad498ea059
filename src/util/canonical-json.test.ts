import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { canonicalJson, type Json } from './canonical-json.ts'

test('canonicalJson() writes the same value the same, whatever the order of its keys', () => {
  assert.equal(
    canonicalJson({ b: [1, 'é', null], a: { z: true, y: -0 } }),
    '{"a":{"y":0,"z":true},"b":[1,"é",null]}',
  )
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      // the generator's own type allows more than it makes
      const json: Json = JSON.parse(JSON.stringify(value))
      assert.equal(canonicalJson(reversed(json)), canonicalJson(json))
      assert.deepEqual(JSON.parse(canonicalJson(json)), json)
    }),
  )
})

test('canonicalJson() sorts keys by UTF-16 code unit, as RFC 8785 has it', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
  const text = canonicalJson(Object.fromEntries(keys.map((key, i) => [key, i])))
  assert.equal(text, '{"\\r":1,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":0,"\u{1f600}":4,"\ufb33":2}')
})

test('canonicalJson() refuses numbers that JSON does not have', () => {
  for (const value of [NaN, Infinity]) assert.throws(() => canonicalJson([value]), RangeError)
})

/** The same value with the keys of each object in the opposite order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, reversed(each)]),
  )
}
