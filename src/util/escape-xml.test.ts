import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { escapeXml } from './escape-xml.ts'

test('escapeXml() leaves nothing that XML cannot hold, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // eslint-disable-next-line no-control-regex
      assert.doesNotMatch(escapeXml(text), /[<>"\u0000-\u001f\ufffe\uffff]|&(?!\w+;|#\d+;)/)
    }),
  )
})
