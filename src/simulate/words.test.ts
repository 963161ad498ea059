import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { createWords, isInventedWord } from './words.ts'

test('createWords() gives invented words, each once', () => {
  const nextWord = createWords(createRandom(1))
  const words = Array.from({ length: 3000 }, nextWord)
  assert.equal(new Set(words).size, words.length)
  assert.ok(words.every(isInventedWord))
})

test('isInventedWord() refuses what no world of ours makes', () => {
  for (const word of ['', 'zor', 'blax', 'hello', 'zorblax2', 'Zorblax']) {
    assert.ok(!isInventedWord(word), word)
  }
  assert.ok(isInventedWord('zorblax'))
})
