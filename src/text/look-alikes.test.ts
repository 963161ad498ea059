import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { lookAlikesSource, TABLE } from '../../tools/make-look-alikes.ts'

test('the table of look-alikes is what its tool makes from the list of Unicode', () => {
  assert.equal(readFileSync(TABLE, 'utf8'), lookAlikesSource())
})

test('the notice under which the list may be used stands in the documentation', () => {
  const notice = readFileSync(new URL('../../docs/licenses/unicode.txt', import.meta.url), 'utf8')
  assert.match(notice, /COPYRIGHT AND PERMISSION NOTICE/)
})
