import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../model/errors.ts'
import { startHand } from './crew.ts'

test('a thread that runs out of memory is told of in a sentence, and so is what is asked of it later', async () => {
  const hand = startHand({ maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 })
  const isSaid = (error: unknown) =>
    error instanceof InputError &&
    error.message.startsWith('A thread of the import ran out of memory')
  await assert.rejects(hand.check('/nowhere'), isSaid)
  await assert.rejects(hand.check('/nowhere'), isSaid)
  await hand.end()
})
