import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markupText } from './markup.ts'
import { svgPath } from './svg-path.ts'

test('svgPath() writes path data of any length as it is', () => {
  const data = 'M1 2L-3.5 4Z'.repeat(1000)
  assert.equal(markupText(svgPath('line', data)), `<path class="line" d="${data}"/>\n`)
})

test('svgPath() refuses what is not path data', () => {
  assert.throws(() => svgPath('line', 'M1 2"/><script>'), RangeError)
  assert.throws(() => svgPath('line', 'MNaN 2'), RangeError)
})
