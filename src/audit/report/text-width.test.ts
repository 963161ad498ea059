import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { fitText, textWidth } from './text-width.ts'

test('textWidth() grows with size, weight and letters', () => {
  assert.ok(textWidth('wide', 13) > textWidth('lit!', 13))
  assert.ok(textWidth('bold', 13, 'bold') > textWidth('bold', 13))
  assert.equal(textWidth('abc', 26), 2 * textWidth('abc', 13))
})

test('fitText() keeps what fits and cuts the rest to the width', () => {
  assert.equal(fitText('short', 13, 200), 'short')
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 40, max: 400 }), (text, width) => {
      const fitted = fitText(text, 13, width)
      assert.ok(textWidth(fitted, 13) <= width)
      assert.ok(fitted === text || fitted.endsWith('…'))
    }),
  )
})
