import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceWords } from './words.ts'

test('chanceWords() says the likeliest role first and leaves out what is below 1 %', () => {
  const chances = { source: 0.12, seeker: 0.004, connector: 0.82, 'at-risk': 0, bystander: 0.06 }
  assert.equal(chanceWords(chances), 'connector 82 %, source 12 %, bystander 6 %')
})
