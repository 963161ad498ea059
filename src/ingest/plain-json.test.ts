import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createPlainReader } from './plain-json.ts'

const NAMES = ['source', 'target', 'count']
const reader = createPlainReader(NAMES)

function plain(line: string): string[] | null {
  const bytes = Buffer.from(line)
  if (!reader.read(bytes)) return null
  return NAMES.map((_, k) => bytes.subarray(reader.starts[k], reader.ends[k]).toString())
}

const ODD = `
{
{}
[]
{"source":"a"
{"source":"a"}}
{"source":"a",}
{"a" "b"}
{"source":"\\u0041"}
{"source":"ü"}
{"source":null}
{"source":["a"]}
{"count":01}
{"count":1.5}
{"count":-1}
{"count":1e3}
{"count":}
{"count":1234567890123456}
{"count":1 2}
{source:"a"}
{"source":"a\tb"}`.split('\n')
const PIECES =
  '{ } " : , source count a 0 12 - . \\ "source":"a" "count":7 "target" [ null é \0'.split(' ')

test('a plain line gives the values of the named keys', () => {
  assert.deepEqual(plain('{"source":"ada","target":"bo"}'), ['ada', 'bo', ''])
  assert.deepEqual(plain(' { "count" : 12 , "at":"x","source":"" }\r'), ['', '', '12'])
  assert.deepEqual(plain('{"source":"a","source":"b"}'), ['b', '', ''])
})

test('what is not plain is left to JSON.parse()', () => {
  for (const line of ODD) {
    assert.equal(plain(line), null, line)
  }
})

test('of every line that is plain JSON.parse() says the same', () => {
  const piece = fc.constantFrom(...PIECES, ' ', '\t', '\r')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, isWrapped) => {
      const line = isWrapped ? `{${pieces.join('')}}` : pieces.join('')
      const found = plain(line)
      if (found === null) return
      const record: Record<string, unknown> = JSON.parse(line)
      const wanted = NAMES.map((name) => record[name] ?? '').map(String)
      assert.deepEqual(found, wanted, line)
    }),
    { seed: 7, numRuns: 5000 },
  )
})
