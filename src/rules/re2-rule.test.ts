import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSearchGuard, type SearchList } from '../guard/search/index.ts'
import { re2Rule } from './re2-rule.ts'

const listOf = (text: string): SearchList => ({
  version: 'test',
  entries: [{ id: 'a', match: 'rule', text, tier: 'block' }],
  resources: { everywhere: [{ title: 'Help', url: 'https://help.example' }], regions: {} },
})

test('re2Rule() finds the place in UTF-16 units, or nothing', () => {
  assert.deepEqual(re2Rule('zor+b')('𝔷 zorrb'), [3, 8])
  assert.equal(re2Rule('zor+b')('zob'), null)
})

test('a list with a rule blocks what the rule finds, in disguise too', () => {
  const guard = createSearchGuard({ list: listOf(`\\bzor+b (lax|lux)\\b`), compileRule: re2Rule })
  const check = (query: string) => guard.checkQuery({ query, surface: 'search-accounts' }).action
  assert.deepEqual(['a ZÖRRB…lux', 'zorb laxer'].map(check), ['block', 'allow'])
})

test('a rule that RE2 has not is refused', () => {
  for (const text of ['(zor', '(a)\\1', '(?=a)', '((a{1000}){1000}){1000}']) {
    assert.throws(() => createSearchGuard({ list: listOf(text), compileRule: re2Rule }), {
      name: 'InputError',
      message: 'list.entries[0].text is no expression in the syntax of RE2; mend it.',
    })
  }
})

test('a rule that stops a backtracking matcher ends', () => {
  assert.equal(re2Rule('(a+)+$')(`${'a'.repeat(999)}!`), null)
})
