import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SearchEntry, type SearchList } from './search-list.ts'
import { trySearchList } from './try-list.ts'

function listOf(...entries: readonly SearchEntry[]): SearchList {
  const everywhere = [{ title: 'Help', url: 'https://help.example' }] as const
  return { version: 'draft', entries, resources: { everywhere, regions: {} } }
}

const token = { id: 'as-token', match: 'token', text: 'mund', tier: 'block' } as const
const substring = { id: 'as-part', match: 'substring', text: 'mund', tier: 'resources' } as const

test('trySearchList() says what a term would have matched in harmless queries, as a token and as a part', () => {
  const queries = ['raymund', 'edmund street', 'sigismund mund', 'a stranger', 'x'.repeat(1_001)]
  assert.deepEqual(trySearchList({ list: listOf(token, substring) }, queries), {
    queries: 4,
    matched: 3,
    entries: [
      {
        entry: 'as-part',
        match: 'substring',
        tier: 'resources',
        matched: 3,
        examples: [
          { query: 'raymund', from: 3, to: 7 },
          { query: 'edmund street', from: 2, to: 6 },
          { query: 'sigismund mund', from: 5, to: 9 },
        ],
      },
      {
        entry: 'as-token',
        match: 'token',
        tier: 'block',
        matched: 1,
        examples: [{ query: 'sigismund mund', from: 10, to: 14 }],
      },
    ],
  })
})

test('trySearchList() gives five examples at most, and refuses too many queries', () => {
  const trial = trySearchList({ list: listOf(token) }, Array<string>(20).fill('mund'))
  assert.equal(trial.entries[0]!.matched, 20)
  assert.equal(trial.entries[0]!.examples.length, 5)
  assert.throws(() => trySearchList({ list: listOf() }, Array<string>(100_001).fill('')), {
    name: 'InputError',
    message: 'queries is 100001 long; send a list of at most 100000.',
  })
})
