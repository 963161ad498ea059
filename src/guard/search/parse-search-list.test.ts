import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { InputError } from '../../model/errors.ts'
import { MOST_RULES, parseSearchList } from './parse-search-list.ts'

const entry = { id: 'a', match: 'token', text: 'zorblax', tier: 'block' }
const help = { title: 'Help', url: 'https://help.example' }
const document = {
  version: '2026-11-24.1',
  entries: [entry, { id: 'b', match: 'rule', text: 'quib+', tier: 'resources' }],
  resources: { everywhere: [help], regions: { DE: [help], 'DE-BY': [help] } },
}

test('parseSearchList() reads back a list as JSON, frozen', () => {
  const list = parseSearchList(JSON.parse(JSON.stringify(document)))
  assert.deepEqual(list, document)
  assert.ok(
    Object.isFrozen(list) && Object.isFrozen(list.entries) && Object.isFrozen(list.entries[0]),
  )
  const { regions: _, ...resources } = document.resources
  assert.deepEqual(parseSearchList({ ...document, resources }).resources.regions, {})
})

test('parseSearchList() names the place, what stood there and what may stand there', () => {
  const one = (change: object) => ({ ...document, entries: [{ ...entry, ...change }] })
  const helped = (resources: object) => ({ ...document, resources })
  const cases: [unknown, RegExp][] = [
    [null, /^list is null; write an object with version, entries, resources/],
    [{ ...document, version: 'a b' }, /^list\.version is "a b"; write 1 to 64 characters/],
    [{ ...document, entries: {} }, /^list\.entries is an object; write a list/],
    [one({ match: 'word' }), /^list\.entries\[0\]\.match is "word"; write one of exact, token,/],
    [one({ tier: 'hide' }), /^list\.entries\[0\]\.tier is "hide"; write one of resources, block/],
    [one({ note: 1 }), /^list\.entries\[0\] has the unknown key "note"; its keys are id, match/],
    [one({ text: '' }), /^list\.entries\[0\]\.text is 0 characters long; write a text of 1 to 100/],
    [one({ text: 7 }), /^list\.entries\[0\]\.text is 7; write a text of 1 to 100/],
    [one({ text: '\u{200B} -' }), /^list\.entries\[0\]\.text has no letter, digit or symbol;/],
    [
      one({ match: 'substring', text: 'zo' }),
      /^list\.entries\[0\]\.text has 2 letters; write at least 3, or match it exactly/,
    ],
    [one({ text: '寿' }), /^list\.entries\[0\]\.text has 1 letters; write at least 2/],
    [
      { ...document, entries: [entry, entry] },
      /^list\.entries\[1\]\.id is that of list\.entries\[0\] too; give each entry a name/,
    ],
    [
      {
        ...document,
        entries: Array.from({ length: MOST_RULES + 1 }, (_, i) => ({
          ...entry,
          id: String(i),
          match: 'rule',
        })),
      },
      /^list\.entries has more than 100 rules;/,
    ],
    [helped({ everywhere: [] }), /^list\.resources\.everywhere has 0 entries; write 1 to 20/],
    [helped({ everywhere: [{ title: 'a' }] }), /everywhere\[0\]\.url is missing; write a text/],
    [
      helped({ everywhere: [{ ...help, url: 'javascript:alert(1)' }] }),
      /^list\.resources\.everywhere\[0\]\.url is "javascript:alert\(1\)"; write an https:, tel:/,
    ],
    [
      helped({ everywhere: [help], regions: { Germany: [help] } }),
      /^list\.resources\.regions has the key "Germany"; write ISO 3166 codes such as "DE"/,
    ],
    [helped({ everywhere: [help], regions: [] }), /^list\.resources\.regions is a list; write an/],
  ]
  for (const [value, message] of cases) {
    assert.throws(() => parseSearchList(value), { name: 'InputError', message })
  }
})

test('parseSearchList() never shows the text of an entry', () => {
  const secret = 'quibblefen'
  for (const change of [{ text: secret.repeat(20) }, { match: 'x' }, { tier: 'x' }, { id: '' }]) {
    assert.throws(
      () => parseSearchList({ ...document, entries: [{ ...entry, text: secret, ...change }] }),
      (error: Error) => !error.message.includes(secret),
    )
  }
})

test('an emoji may be a term of one, and two ideographs a word', () => {
  const texts = ['🥖', '寿丸', 'z']
  const entries = texts.map((text) => ({ ...entry, id: text, text }))
  assert.equal(parseSearchList({ ...document, entries }).entries.length, 3)
})

test('parseSearchList() throws nothing but InputError, whatever it is given', () => {
  fc.assert(fc.property(fc.anything(), parseAnything))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(document)), fc.anything(), (key, value) =>
      parseAnything({ ...document, [key]: value }),
    ),
  )
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(entry)), fc.anything(), (key, value) =>
      parseAnything({ ...document, entries: [{ ...entry, [key]: value }] }),
    ),
  )
})

function parseAnything(value: unknown): void {
  try {
    parseSearchList(value)
  } catch (error) {
    assert.ok(error instanceof InputError)
  }
}
